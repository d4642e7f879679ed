import { ActionIcon, Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconList } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { del, get, post, put } from '../../api/http';
import type { Job, Page } from '../../api/types';
import { complain } from '../../app/says';
import { PageHeader } from '../../design/PageHeader';
import { Panel } from '../../design/Panel';
import { Empty, Failed, LoadingRows } from '../../design/states';
import { JobProgress } from '../jobs/JobProgress';
import '../jobs/jobs.css';
import { isOver } from '../jobs/watchJob';
import { endedAt, JobLine, Outcome } from './JobLine';
import './queue.css';
import { useSubjects } from './useSubjects';

const everyMilliseconds = 2000;
const jobsKey = ['jobs'];

/** What of mine is waiting, running, or has ended. */
export default function QueuePage() {
  const client = useQueryClient();
  const subjectOf = useSubjects();
  const jobs = useQuery({
    queryKey: jobsKey,
    queryFn: async ({ signal }) => (await get<Page<Job>>('/jobs', { query: { limit: 50 }, signal })).items,
    refetchInterval: (query) => (query.state.data?.some((j) => !isOver(j)) === true ? everyMilliseconds : false),
  });
  const refresh = () => client.invalidateQueries({ queryKey: jobsKey });
  const cancel = useMutation({ mutationFn: (id: string) => del(`/jobs/${id}`), onSettled: refresh, onError: complain });
  const move = useMutation({ mutationFn: ({ id, position }: { id: string; position: number }) => put(`/jobs/${id}/position`, { position }), onSettled: refresh, onError: complain });
  const retry = useMutation({ mutationFn: (id: string) => post(`/jobs/${id}/retry`), onSettled: refresh, onError: complain });

  const all = jobs.data ?? [];
  const waiting = all.filter((j) => j.status === 'queued').toSorted((a, b) => (a.queuePosition ?? 0) - (b.queuePosition ?? 0));
  const running = all.filter((j) => j.status === 'running');
  const ended = all.filter(isOver);
  return (
    <div className="stack-lg">
      <PageHeader title="Queue" says="Your jobs. Everyone takes turns." />
      {jobs.isPending ? <LoadingRows /> : null}
      {jobs.isError ? <Failed title="The queue cannot be shown" error={jobs.error} retry={() => { void jobs.refetch(); }} /> : null}
      {jobs.isSuccess && running.length + waiting.length === 0 ? (
        <Empty title="Nothing is waiting" icon={<IconList size={30} stroke={1.4} />}><Button component={Link} to="/create">Create a mashup</Button></Empty>
      ) : null}
      {running.map((job) => (
        <div key={job.id} className="stack">
          <h2>{subjectOf(job)}</h2>
          <JobProgress job={job} isReconnecting={false}><Button variant="default" onClick={() => { cancel.mutate(job.id); }}>Cancel</Button></JobProgress>
        </div>
      ))}
      {waiting.length === 0 ? null : (
        <Panel title="Waiting">
          <ul className="plain job-lines" aria-label="Waiting jobs">
            {waiting.map((job, i) => (
              <JobLine key={job.id} job={job} subject={subjectOf(job)} says={`number ${String(job.queuePosition ?? i + 1)}`}>
                <span className="row-tight">
                  <ActionIcon variant="default" size="lg" aria-label={`Move ${subjectOf(job)} up`} disabled={i === 0 || move.isPending} onClick={() => { move.mutate({ id: job.id, position: i }); }}><IconArrowUp size={18} /></ActionIcon>
                  <ActionIcon variant="default" size="lg" aria-label={`Move ${subjectOf(job)} down`} disabled={i === waiting.length - 1 || move.isPending} onClick={() => { move.mutate({ id: job.id, position: i + 2 }); }}><IconArrowDown size={18} /></ActionIcon>
                  <Button variant="default" aria-label={`Cancel ${subjectOf(job)}`} onClick={() => { cancel.mutate(job.id); }}>Cancel</Button>
                </span>
              </JobLine>
            ))}
          </ul>
        </Panel>
      )}
      {ended.length === 0 ? null : (
        <Panel title="Lately">
          <ul className="plain job-lines" aria-label="Ended jobs">
            {ended.map((job) => (
              <JobLine key={job.id} job={job} subject={subjectOf(job)} says={endedAt(job)}>
                <Outcome job={job} subject={subjectOf(job)} onRetry={() => { retry.mutate(job.id); }} />
              </JobLine>
            ))}
          </ul>
        </Panel>
      )}
    </div>
  );
}
