import { toApiError, unreachable, type ApiError } from '../../api/problem';
import { base } from '../../api/http';
import { session } from '../../api/session';
import type { Job } from '../../api/types';
import { EventParser } from './eventSource';

export interface Watcher {
  onJob: (job: Job) => void;
  /** The line is cut; it is tried again by itself. */
  onReconnecting: () => void;
  /** Nothing more will come: the job cannot be watched. */
  onFailed: (error: ApiError) => void;
}

export interface Timing { fetch: typeof fetch; wait: (milliseconds: number, signal: AbortSignal) => Promise<void> }

const shortestWait = 500;
const longestWait = 10_000;

/** Nothing, not even a heartbeat, for this long: the line is dead though nobody has said so. */
const silence = 45_000;

const browser: Timing = {
  fetch: (...args) => fetch(...args),
  wait: (milliseconds, signal) => new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
    addEventListener('online', () => { resolve(); }, { once: true, signal });
  }),
};

export const isOver = (job: Job) => job.status === 'succeeded' || job.status === 'failed' || job.status === 'cancelled';

/** Follows a job until it has ended, across cut lines and restarts of the service: each new line begins after the last event that was seen. */
export async function watchJob(id: string, watcher: Watcher, signal: AbortSignal, timing: Timing = browser): Promise<void> {
  let lastId = '';
  let delay = shortestWait;
  while (!signal.aborted) {
    try {
      const headers: Record<string, string> = { Accept: 'text/event-stream', ...(lastId === '' ? {} : { 'Last-Event-ID': lastId }) };
      const response = await timing.fetch(`${base}/jobs/${id}/events`, { headers, signal, credentials: 'same-origin' });
      if (response.status === 204) {
        return;
      }
      if (!response.ok) {
        const error = toApiError(response.status, await response.text(), response.headers.get('Retry-After'));
        if (error.status === 401) {
          session.expired();
        }
        if (!error.isTemporary && error.status !== 401) {
          watcher.onFailed(error);
          return;
        }
        delay = Math.max(delay, (error.retryAfterSeconds ?? 0) * 1000);
        throw error;
      }

      for await (const event of eventsOf(response)) {
        lastId = event.id;
        delay = shortestWait;
        const job = JSON.parse(event.data) as Job;
        watcher.onJob(job);
        if (event.event === 'end' || isOver(job)) {
          return;
        }
      }
    } catch {
      // A cut line says nothing of the job; ask again.
    }

    if (signal.aborted) {
      return;
    }

    watcher.onReconnecting();
    await timing.wait(delay, signal);
    delay = Math.min(longestWait, delay * 2);
  }
}

async function* eventsOf(response: Response) {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) {
    throw unreachable();
  }

  const parser = new EventParser();
  try {
    while (true) {
      const { done, value } = await withinSilence(reader.read());
      if (done) {
        return;
      }
      yield* parser.push(value);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function withinSilence<T>(next: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const tooLong = new Promise<never>((_, reject) => { timer = setTimeout(() => { reject(unreachable()); }, silence); });
  return Promise.race([next, tooLong]).finally(() => { clearTimeout(timer); });
}
