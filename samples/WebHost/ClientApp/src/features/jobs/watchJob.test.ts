import { describe, expect, it } from 'vitest';
import type { Job } from '../../api/types';
import { EventParser } from './eventSource';
import { watchJob, type Timing } from './watchJob';

const job = (progress: number, status: Job['status'] = 'running') =>
  JSON.stringify({ id: 'j', kind: 'mashup', status, progress, attempts: 1, createdAt: '2026-01-01T00:00:00Z' });
const event = (id: number, data: string, name?: string) => `id: ${String(id)}\n${name === undefined ? '' : `event: ${name}\n`}data: ${data}\n\n`;

/** A service that answers each request with the next of the given answers, and notes what it was asked. */
function service(...answers: (Response | Error)[]) {
  const asked: (string | null)[] = [];
  const timing: Timing = {
    fetch: (_, init) => {
      asked.push(new Headers(init?.headers).get('Last-Event-ID'));
      const answer = answers.shift() ?? new Response(null, { status: 204 });
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    wait: () => Promise.resolve(),
  };
  const seen: number[] = [];
  const notes: string[] = [];
  const done = watchJob('j', {
    onJob: (j) => { seen.push(j.progress); }, onReconnecting: () => { notes.push('reconnecting'); }, onFailed: (e) => { notes.push(`failed ${String(e.status)}`); },
  }, new AbortController().signal, timing);
  return { asked, seen, notes, done };
}

describe('watchJob', () => {
  it('reports every change until the job has ended', async () => {
    const s = service(new Response(event(1, job(0.1)) + ': heartbeat\n\n' + event(2, job(1, 'succeeded')) + event(2, job(1, 'succeeded'), 'end')));
    await s.done;
    expect(s.seen).toEqual([0.1, 1]);
    expect(s.notes).toEqual([]);
  });

  it('goes on after a cut line from the last event it saw', async () => {
    const s = service(new Response(event(7, job(0.4))), new TypeError('network'), new Response(event(9, job(1, 'succeeded'))));
    await s.done;
    expect(s.asked).toEqual([null, '7', '7']);
    expect(s.seen).toEqual([0.4, 1]);
    expect(s.notes).toEqual(['reconnecting', 'reconnecting']);
  });

  it('asks again while the service restarts or is busy', async () => {
    const s = service(new Response('', { status: 503 }), new Response('', { status: 429, headers: { 'Retry-After': '1' } }), new Response(event(1, job(1, 'failed'))));
    await s.done;
    expect(s.seen).toEqual([1]);
  });

  it('gives up where there is nothing to watch', async () => {
    const s = service(new Response('{"code":"not_found"}', { status: 404 }));
    await s.done;
    expect(s.notes).toEqual(['failed 404']);
    expect(s.asked).toHaveLength(1);
  });
});

describe('EventParser', () => {
  it('reads the same events however the stream is cut', () => {
    const text = `retry: 2000\n\n${event(1, job(0.1))}: heartbeat\r\n\r\n${event(2, job(0.2), 'end')}`;
    const whole = new EventParser().push(text);
    const parser = new EventParser();
    expect([...text].flatMap((c) => parser.push(c)).map((e) => [e.id, e.event])).toEqual(whole.map((e) => [e.id, e.event]));
    expect(whole).toHaveLength(2);
  });
});
