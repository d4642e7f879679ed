import { Button, CloseButton, Progress } from '@mantine/core';
import { megabytes, songTitle } from '../../music/format';
import type { Upload, UploadQueue } from './uploadQueue';

/** A song on its way. */
export function UploadRow({ upload, queue }: { upload: Upload; queue: UploadQueue }) {
  const title = songTitle(upload.name);
  const isOnItsWay = upload.state === 'waiting' || upload.state === 'sending';
  return (
    <li className="panel song stack">
      <div className="row-tight">
        <strong className="grow cut" title={upload.name}>{title}</strong>
        {isOnItsWay ? <Button size="compact-sm" variant="subtle" color="gray" onClick={() => { queue.cancel(upload.id); }} aria-label={`Cancel ${title}`}>Cancel</Button>
          : <CloseButton aria-label={`Dismiss ${title}`} onClick={() => { queue.dismiss(upload.id); }} />}
      </div>
      {isOnItsWay ? (
        <>
          <Progress value={upload.fraction * 100} aria-label={`Sending ${title}`} />
          <span className="small muted numbers" aria-live="polite">
            {upload.state === 'waiting' ? 'Waiting its turn' : upload.fraction >= 1 ? 'Arrived, being checked' : `${String(Math.round(upload.fraction * 100))} % of ${megabytes(upload.bytes)}`}
          </span>
        </>
      ) : (
        <>
          <span className="small" role="alert">{upload.state === 'cancelled' ? 'Cancelled.' : upload.error}</span>
          {upload.canRetry ? <Button variant="default" size="sm" onClick={() => { queue.retry(upload.id); }}>Try again</Button> : null}
        </>
      )}
    </li>
  );
}
