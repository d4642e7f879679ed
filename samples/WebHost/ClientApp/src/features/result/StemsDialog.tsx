import { Button, Modal } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { base, post } from '../../api/http';
import { ApiError, messageOf } from '../../api/problem';
import type { GenerateAnswer, Mashup } from '../../api/types';
import { JobProgress } from '../jobs/JobProgress';
import '../jobs/jobs.css';
import { useJob } from '../jobs/useJob';

/** The parts of a mashup, each a file of its own: made when they are first wanted. */
export function StemsDialog({ mashup, close }: { mashup: Mashup; close: () => void }) {
  const client = useQueryClient();
  const make = useMutation({ mutationFn: () => post<GenerateAnswer>(`/mashups/${mashup.id}/stems`) });
  const { job, isReconnecting } = useJob(make.data?.jobId);
  const isMade = (mashup.stems?.length ?? 0) > 0;
  const isUnderWay = make.error instanceof ApiError && make.error.code === 'in_progress';
  const status = job?.status;
  useEffect(() => {
    if (status === 'succeeded') {
      void client.invalidateQueries({ queryKey: ['mashup', mashup.id] });
    }
  }, [status, client, mashup.id]);

  return (
    <Modal opened onClose={close} title="Stems" closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className="stack">
        <p>{isMade ? `${(mashup.stems ?? []).join(', ')}: each as long as the mashup, without loss, in one ZIP file.` : 'Each part of the mashup in a file of its own, to go on with in other programs. They are made once, and then stay here.'}</p>
        {job !== null && !isMade ? <JobProgress job={job} isReconnecting={isReconnecting} /> : null}
        {make.isError ? <p className="form-error" role="alert">{isUnderWay ? <>They are being made: <Link to="/queue">see the queue</Link>.</> : messageOf(make.error)}</p> : null}
        <div className="row">
          {isMade ? (
            <Button className="end" component="a" href={`${base}/mashups/${mashup.id}/stems`} download leftSection={<IconDownload size={18} aria-hidden />}>Download the stems</Button>
          ) : (
            <Button className="end" loading={make.isPending || status === 'queued' || status === 'running'} onClick={() => { make.mutate(); }}>Make the stems</Button>
          )}
        </div>
      </div>
    </Modal>
  );
}
