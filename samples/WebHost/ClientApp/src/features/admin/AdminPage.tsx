import { Tabs } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useSearchParams } from 'react-router';
import { PageHeader } from '../../design/PageHeader';
import { Empty, Loading } from '../../design/states';
import { isAdmin, useMe } from '../account/api';
import './admin.css';

const parts = [
  { key: 'figures', name: 'Figures', part: lazy(() => import('./Figures')) },
  { key: 'queue', name: 'Live queue', part: lazy(() => import('./LiveQueue')) },
  { key: 'users', name: 'Users', part: lazy(() => import('./Users')) },
  { key: 'audit', name: 'Audit log', part: lazy(() => import('./AuditLog')) },
  { key: 'health', name: 'Health', part: lazy(() => import('./HealthPart')) },
];

/** For those who run the service. The part that is looked at stands in the address. */
export default function AdminPage() {
  const me = useMe().data;
  const [query, setQuery] = useSearchParams();
  if (!isAdmin(me)) {
    return <Empty isPage title="This page is for those who run the service" />;
  }

  const chosen = parts.find((p) => p.key === query.get('part')) ?? parts[0];
  return (
    <div className="stack-lg">
      <PageHeader title="Admin" />
      <Tabs value={chosen?.key ?? null} onChange={(key) => { setQuery(key === null ? {} : { part: key }, { replace: true }); }} keepMounted={false}>
        <Tabs.List className="admin-parts">{parts.map(({ key, name }) => <Tabs.Tab key={key} value={key}>{name}</Tabs.Tab>)}</Tabs.List>
        {parts.map(({ key, part: Part }) => (
          <Tabs.Panel key={key} value={key} pt="lg"><Suspense fallback={<Loading />}><Part /></Suspense></Tabs.Panel>
        ))}
      </Tabs>
    </div>
  );
}
