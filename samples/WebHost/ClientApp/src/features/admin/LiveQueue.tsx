import { Badge, Button, SegmentedControl, Table } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { del, get, post } from '../../api/http';
import type { Job, Page, QueuedJob } from '../../api/types';
import { complain } from '../../app/says';
import { Panel } from '../../design/Panel';
import { Empty, Failed, LoadingRows } from '../../design/states';
import { dateTime } from '../../music/format';
import { kindWords, stageWords } from '../../music/stages';
import { isOver } from '../jobs/watchJob';
import { Wide } from './Wide';

const everyMilliseconds = 2000;
const which = [{ value: 'active', label: 'Now' }, { value: 'failed', label: 'Failed' }, { value: 'all', label: 'All' }];

/** What everybody's jobs do now. */
export default function LiveQueue() {
  const client = useQueryClient();
  const [status, setStatus] = useState('active');
  const jobs = useQuery({
    queryKey: ['admin', 'jobs', status], refetchInterval: everyMilliseconds,
    queryFn: async ({ signal }) => (await get<Page<QueuedJob>>('/admin/jobs', { query: { status, limit: 50 }, signal })).items,
  });
  const refresh = () => client.invalidateQueries({ queryKey: ['admin', 'jobs'] });
  const cancel = useMutation({ mutationFn: (id: string) => del(`/admin/jobs/${id}`), onSettled: refresh, onError: complain });
  const retry = useMutation({ mutationFn: (id: string) => post(`/admin/jobs/${id}/retry`), onSettled: refresh, onError: complain });
  return (
    <Panel title="Live queue" action={<SegmentedControl aria-label="Which jobs" value={status} data={which} onChange={setStatus} />}>
      {jobs.isPending ? <LoadingRows rows={3} height={40} /> : null}
      {jobs.isError ? <Failed title="The queue cannot be shown" error={jobs.error} retry={() => { void jobs.refetch(); }} /> : null}
      {jobs.data?.length === 0 ? <Empty title={status === 'active' ? 'Nobody is waiting' : 'Nothing to show'} /> : null}
      {jobs.data === undefined || jobs.data.length === 0 ? null : (
        <Wide label="Jobs">
          <Table.Thead><Table.Tr><Table.Th>Job</Table.Th><Table.Th>Of</Table.Th><Table.Th>Standing</Table.Th><Table.Th>Since</Table.Th><Table.Th>Machine</Table.Th><Table.Th><span className="hidden-words">Actions</span></Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>
            {jobs.data.map(({ job, userName, host }) => (
              <Table.Tr key={job.id}>
                <Table.Td>{kindWords(job.kind)}</Table.Td><Table.Td>{userName}</Table.Td><Table.Td><Standing job={job} /></Table.Td>
                <Table.Td>{dateTime(job.startedAt ?? job.createdAt)}</Table.Td><Table.Td>{host ?? '–'}</Table.Td>
                <Table.Td>
                  {isOver(job) ? null : <Button size="compact-sm" variant="default" onClick={() => { cancel.mutate(job.id); }}>Cancel</Button>}
                  {job.status === 'failed' ? <Button size="compact-sm" variant="default" onClick={() => { retry.mutate(job.id); }}>Try again</Button> : null}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Wide>
      )}
    </Panel>
  );
}

function Standing({ job }: { job: Job }) {
  switch (job.status) {
    case 'queued': return <>number {job.queuePosition ?? '–'}</>;
    case 'running': return <>{stageWords(job.stage)}, {Math.floor(job.progress * 100)} %</>;
    case 'failed': return <Badge variant="light" color="red" title={job.error?.detail}>Failed</Badge>;
    case 'cancelled': return <Badge variant="light" color="gray">Cancelled</Badge>;
    case 'succeeded': return <Badge variant="light" color="teal">Done</Badge>;
  }
}
