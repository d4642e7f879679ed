import { Button, Loader, Skeleton } from '@mantine/core';
import { IconAlertTriangle, IconCircleDashed } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { ApiError, messageOf } from '../api/problem';

/** Nothing here yet, and what to do about it. */
export function Empty({ title, children, icon, isPage = false }: { title: string; children?: ReactNode; icon?: ReactNode; isPage?: boolean }) {
  return (
    <div className="state">
      <span className="state-icon" aria-hidden>{icon ?? <IconCircleDashed size={30} stroke={1.4} />}</span>
      {isPage ? <h1>{title}</h1> : <strong>{title}</strong>}
      {children}
    </div>
  );
}

/** What went wrong, and the way on. */
export function Failed({ error, retry, title = 'This did not work' }: { error: unknown; retry?: () => void; title?: string }) {
  const trace = error instanceof ApiError ? error.traceId : undefined;
  return (
    <div className="state" role="alert">
      <span className="state-icon bad" aria-hidden><IconAlertTriangle size={30} stroke={1.4} /></span>
      <strong>{title}</strong>
      <span className="muted">{messageOf(error)}</span>
      {trace === undefined || !(error instanceof ApiError) || error.status < 500 ? null : <code className="small muted">{trace}</code>}
      {retry === undefined ? null : <Button variant="default" onClick={retry}>Try again</Button>}
    </div>
  );
}

export function Loading({ what = 'Loading' }: { what?: string }) {
  return <div className="state" role="status"><Loader aria-hidden /><span className="muted">{what} …</span></div>;
}

/** Rows that take the place of a list until it is here. */
export function LoadingRows({ rows = 4, height = 76 }: { rows?: number; height?: number }) {
  return (
    <div className="stack" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, i) => <Skeleton key={i} height={height} radius={14} />)}
    </div>
  );
}
