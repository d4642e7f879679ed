import { Badge, Button, Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { del, get } from '../../api/http';
import type { Page, Session } from '../../api/types';
import { complain } from '../../app/says';
import { Failed } from '../../design/states';
import { dateTime } from '../../music/format';
import { browserWords } from './browserWords';

const sessionsKey = ['sessions'];

/** Every place where this account is logged in; each can be ended from here. */
export function Sessions() {
  const client = useQueryClient();
  const sessions = useQuery({ queryKey: sessionsKey, queryFn: async ({ signal }) => (await get<Page<Session>>('/me/sessions', { signal })).items });
  const end = useMutation({ mutationFn: (id: string | null) => del(`/me/sessions${id === null ? '' : `/${id}`}`), onError: complain, onSettled: () => client.invalidateQueries({ queryKey: sessionsKey }) });
  if (sessions.isPending) {
    return <Skeleton height={120} />;
  }
  if (sessions.isError) {
    return <Failed error={sessions.error} retry={() => { void sessions.refetch(); }} />;
  }

  return (
    <>
      <ul className="plain stack tight sessions">
        {sessions.data.map((s) => (
          <li key={s.id} className="row-tight">
            <span className="grow"><strong title={s.client}>{s.kind === 'token' ? 'A program' : browserWords(s.client)}</strong><br /><span className="small muted">last seen {dateTime(s.seenAt)}</span></span>
            {s.isCurrent ? <Badge variant="light">This one</Badge>
              : <Button size="compact-sm" variant="default" aria-label={`Log out ${browserWords(s.client)}, last seen ${dateTime(s.seenAt)}`} onClick={() => { end.mutate(s.id); }}>Log out</Button>}
          </li>
        ))}
      </ul>
      {sessions.data.length > 1 ? <div><Button variant="default" loading={end.isPending} onClick={() => { end.mutate(null); }}>Log out everywhere else</Button></div> : null}
    </>
  );
}
