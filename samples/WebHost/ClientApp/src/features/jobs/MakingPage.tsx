import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { del, post } from '../../api/http';
import type { Job } from '../../api/types';
import { complain } from '../../app/says';
import { PageHeader } from '../../design/PageHeader';
import { Failed, Loading } from '../../design/states';
import { JobProgress } from './JobProgress';
import { useJob } from './useJob';
import './jobs.css';

/** A mashup in the making. Everything that it needs stands in the address, so a reload loses nothing. */
export default function MakingPage() {
  const { jobId } = useParams();
  const [query] = useSearchParams();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { job, isReconnecting, error } = useJob(jobId);
  const mashup = query.get('m')?.split(',')[0] ?? job?.links?.mashup?.split('/').at(-1);
  const cancel = useMutation({ mutationFn: () => del<Job>(`/jobs/${jobId ?? ''}`), onError: complain });
  const retry = useMutation({ mutationFn: () => post(`/jobs/${jobId ?? ''}/retry`), onSuccess: () => { navigate(0); }, onError: complain });

  const status = job?.status;
  useEffect(() => {
    if (status === 'succeeded' && mashup !== undefined) {
      void client.invalidateQueries({ queryKey: ['mashups'] });
      void client.invalidateQueries({ queryKey: ['mashup', mashup] });
      void client.invalidateQueries({ queryKey: ['plan', mashup] });
      void navigate(`/mashups/${mashup}`, { replace: true });
    }
  }, [status, mashup, navigate, client]);

  if (error !== null) {
    return <Failed title="This job cannot be followed" error={error} retry={() => { navigate(0); }} />;
  }

  return (
    <div className="making stack-lg">
      <PageHeader title="Making your mashup" says="You can leave this page; it goes on without you." />
      {job === null ? <Loading what={isReconnecting ? 'Reaching the service' : 'Asking how it stands'} /> : (
        <JobProgress job={job} isReconnecting={isReconnecting}>
          {status === 'queued' || status === 'running' ? <Button variant="default" loading={cancel.isPending} onClick={() => { cancel.mutate(); }}>Cancel</Button> : null}
          {status === 'failed' && job.error?.retryable === true ? <Button loading={retry.isPending} onClick={() => { retry.mutate(); }}>Try again</Button> : null}
          {status === 'failed' || status === 'cancelled' ? <Button component={Link} to="/create" variant="default">Back to the songs</Button> : null}
        </JobProgress>
      )}
    </div>
  );
}
