import { Progress } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Job } from '../../api/types';
import { about } from '../../music/format';
import { stageOrder, stageWords } from '../../music/stages';

interface Props { job: Job; isReconnecting: boolean; children?: ReactNode }

/** How far a job is: what the service says, and nothing made up. */
export function JobProgress({ job, isReconnecting, children }: Props) {
  const percent = Math.floor(job.progress * 100);
  return (
    <section className="panel stack progress" aria-label="Progress">
      <div className="row">
        <strong className="grow progress-stage" aria-live="polite">{headline(job)}</strong>
        {job.status === 'running' ? <span className="progress-percent numbers" data-testid="percent">{percent} %</span> : null}
      </div>
      {job.status === 'running' ? <Progress value={percent} size="lg" radius="xl" aria-label="Progress" /> : null}
      {job.status === 'running' ? <Stages stage={job.stage ?? null} /> : null}
      <div className="row">
        <span className="grow small muted" role="status">{isReconnecting ? 'The line is cut. Reconnecting …' : detail(job)}</span>
        {children}
      </div>
    </section>
  );
}

function headline(job: Job): string {
  switch (job.status) {
    case 'queued': return job.queuePosition ? `Number ${String(job.queuePosition)} in the queue` : 'In the queue';
    case 'running': return stageWords(job.stage);
    case 'succeeded': return 'Done';
    case 'failed': return job.error?.title ?? 'This did not work';
    case 'cancelled': return 'Cancelled';
  }
}

function detail(job: Job): string {
  if (job.status === 'failed') {
    return job.error?.detail ?? 'Something went wrong on our side.';
  }
  if (job.status === 'cancelled') {
    return 'Nothing was kept. Your songs and settings are still there.';
  }

  const again = job.attempts > 1 ? `Attempt ${String(job.attempts)}. ` : '';
  return again + (job.etaSeconds === null || job.etaSeconds === undefined ? '' : `Ready in ${about(job.etaSeconds)}`);
}

function Stages({ stage }: { stage: string | null }) {
  const now = stage === null ? -1 : stageOrder.indexOf(stage);
  return (
    <ol className="plain stages" aria-hidden>
      {stageOrder.map((s, i) => <li key={s} data-state={i < now ? 'done' : i === now ? 'now' : undefined} />)}
    </ol>
  );
}
