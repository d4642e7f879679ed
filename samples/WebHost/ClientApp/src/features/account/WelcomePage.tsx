import { Anchor } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconPlayerPlay, IconUpload } from '@tabler/icons-react';
import { Link, useNavigate } from 'react-router';
import { PageHeader } from '../../design/PageHeader';
import { register, useSignedIn } from './api';
import { Credentials } from './Credentials';
import './account.css';
import { MashupPicture } from './MashupPicture';

const steps = [
  { icon: IconUpload, title: 'Drop in two to five songs', says: 'Beat, key and sections are found for you.' },
  { icon: IconAdjustmentsHorizontal, title: 'Say how it should feel', says: 'How long, how wild, whose voice. No music theory needed.' },
  { icon: IconPlayerPlay, title: 'Listen, then make it yours', says: 'Every choice comes with its reason, and every clip can be moved.' },
];

/** The first thing that a new visitor sees. */
export function WelcomePage() {
  const navigate = useNavigate();
  const signedIn = useSignedIn();
  return (
    <div className="welcome">
      <div className="welcome-words">
        <PageHeader title="Songs go in, a mashup comes out" />
        <p className="welcome-lead muted">Matched in beat, in key, and arranged the way a good DJ would. No songs at hand? Start with two of ours.</p>
        <ol className="plain">
          {steps.map(({ icon: Icon, title, says }) => (
            <li key={title}><Icon size={24} stroke={1.6} aria-hidden /><p><strong>{title}</strong><br /><span className="muted">{says}</span></p></li>
          ))}
        </ol>
      </div>
      <div className="door">
        <div className="panel stack">
          <h2>Create an account</h2>
          <Credentials isNew action="Get started" submit={async (email, password) => {
            await register(email, password);
            await signedIn();
            await navigate('/create', { replace: true });
          }} />
          <p className="small muted">Have one? <Anchor component={Link} to="/login" inherit>Log in</Anchor></p>
        </div>
      </div>
      <MashupPicture />
    </div>
  );
}
