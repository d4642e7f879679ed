import { useEffect, useState } from 'react';
import type { ApiError } from '../../api/problem';
import type { Job } from '../../api/types';
import { watchJob } from './watchJob';

export interface WatchedJob { job: Job | null; isReconnecting: boolean; error: ApiError | null }

const nothingYet: WatchedJob = { job: null, isReconnecting: false, error: null };

/** A job as it goes on. Asks nothing while there is no id. */
export function useJob(id: string | null | undefined): WatchedJob {
  const [watched, setWatched] = useState<{ id: string; state: WatchedJob } | null>(null);
  useEffect(() => {
    if (id === null || id === undefined) {
      return;
    }

    const controller = new AbortController();
    const update = (change: Partial<WatchedJob>) => {
      if (!controller.signal.aborted) {
        setWatched((w) => ({ id, state: { ...(w?.id === id ? w.state : nothingYet), ...change } }));
      }
    };
    void watchJob(id, {
      onJob: (job) => { update({ job, isReconnecting: false, error: null }); },
      onReconnecting: () => { update({ isReconnecting: true }); },
      onFailed: (error) => { update({ error }); },
    }, controller.signal);
    return () => { controller.abort(); };
  }, [id]);
  return watched !== null && watched.id === id ? watched.state : nothingYet;
}
