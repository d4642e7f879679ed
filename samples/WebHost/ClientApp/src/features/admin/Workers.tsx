import { Badge } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { get } from '../../api/http';
import type { Page, WorkerProcess } from '../../api/types';
import { Panel } from '../../design/Panel';
import { Empty, Failed, Loading } from '../../design/states';
import { dateTime } from '../../music/format';

const everyMilliseconds = 5000;

export function Workers() {
  const workers = useQuery({
    queryKey: ['admin', 'workers'], refetchInterval: everyMilliseconds,
    queryFn: async ({ signal }) => (await get<Page<WorkerProcess>>('/admin/workers', { signal })).items,
  });
  return (
    <Panel title="Workers">
      {workers.isPending ? <Loading /> : null}
      {workers.isError ? <Failed error={workers.error} retry={() => { void workers.refetch(); }} /> : null}
      {workers.data?.length === 0 ? <Empty title="Nobody works">Start one with ./mashup worker.</Empty> : null}
      <ul className="plain stack tight">
        {workers.data?.map((w) => (
          <li key={w.id} className="row-tight">
            <span className="grow"><strong className="cut">{w.host}</strong><span className="small muted"> since {dateTime(w.startedAt)}</span></span>
            <span className="small numbers">{w.running} of {w.slots} busy</span>
            <Badge variant="light" color={w.isAlive ? 'teal' : 'red'}>{w.isAlive ? 'Alive' : 'Silent'}</Badge>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
