import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Job } from '../../api/types';
import { dateTime } from '../../music/format';
import { kindWords } from '../../music/stages';

interface Props { job: Job; subject: string; says: string; children: ReactNode }

/** A job that waits or has ended: what it is about, and what can be done about it. */
export function JobLine({ job, subject, says, children }: Props) {
  return (
    <li className="row job-line">
      <div className="grow">
        <strong className="job-subject">{subject}</strong>
        <div className="small muted numbers">{kindWords(job.kind)} · {says}</div>
        {job.status === 'failed' ? <div className="small form-error">{job.error?.detail ?? 'It failed.'}</div> : null}
      </div>
      {children}
    </li>
  );
}

export const endedAt = (job: Job) => dateTime(job.endedAt ?? job.createdAt);

export function Outcome({ job, subject, onRetry }: { job: Job; subject: string; onRetry: () => void }) {
  const mashup = job.links?.mashup?.split('/').at(-1);
  if (job.status === 'succeeded') {
    return mashup === undefined ? <span className="muted small">Done</span> : <Button variant="light" size="compact-md" component={Link} to={`/mashups/${mashup}`} aria-label={`Open ${subject}`}>Open</Button>;
  }
  if (job.status === 'cancelled') {
    return <span className="muted small">Cancelled</span>;
  }

  return job.error?.retryable === true ? <Button variant="default" size="compact-md" onClick={onRetry}>Try again</Button> : <span className="muted small">Failed</span>;
}
