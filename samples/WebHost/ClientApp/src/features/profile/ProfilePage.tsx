import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { base } from '../../api/http';
import { PageHeader } from '../../design/PageHeader';
import { Panel } from '../../design/Panel';
import { dateTime } from '../../music/format';
import { useMe } from '../account/api';
import '../account/account.css';
import { DeleteAccount } from './DeleteAccount';
import { EmailForm, NameForm, PasswordForm } from './forms';
import './profile.css';
import { Sessions } from './Sessions';
import { Usage } from './Usage';

export default function ProfilePage() {
  const me = useMe().data;
  return me ? (
    <div className="stack-lg">
      <PageHeader title="Profile" says={`With us since ${dateTime(me.createdAt)}`} />
      <div className="profile-cards">
        <div className="stack">
          <Panel title="Name"><NameForm me={me} /></Panel>
          <Panel title="E-mail"><EmailForm me={me} /></Panel>
          <Panel title="Password"><PasswordForm /></Panel>
          <Panel title="Your data">
            <p className="muted">Everything that is yours in one ZIP file: songs, mashups, plans and ratings.</p>
            <div><Button component="a" href={`${base}/me/export`} download variant="default" leftSection={<IconDownload size={18} aria-hidden />}>Export my data</Button></div>
          </Panel>
        </div>
        <div className="stack">
          <Panel title="What you use"><Usage /></Panel>
          <Panel title="Where you are logged in"><Sessions /></Panel>
          <Panel title="Delete the account"><DeleteAccount /></Panel>
        </div>
      </div>
    </div>
  ) : null;
}
