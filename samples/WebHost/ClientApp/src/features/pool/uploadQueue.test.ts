import { describe, expect, it } from 'vitest';
import { ApiError } from '../../api/problem';
import type { Track } from '../../api/types';
import type { UploadCall } from '../../api/upload';
import { UploadQueue } from './uploadQueue';

interface Sending { call: UploadCall; resolve: (track: Track) => void; reject: (error: Error) => void }

function start(count: number) {
  const sending: Sending[] = [];
  const done: string[] = [];
  const queue = new UploadQueue(
    (call) => new Promise((resolve, reject) => { sending.push({ call, resolve, reject }); call.signal.addEventListener('abort', () => { reject(new DOMException('', 'AbortError')); }); }),
    (track) => { done.push(track.fileName); },
  );
  queue.add(Array.from({ length: count }, (_, i) => new File(['x'], `${String(i)}.mp3`)));
  return { queue, sending, done, states: () => queue.uploads().map((u) => u.state) };
}

const track = (fileName: string): Track => ({ id: fileName, fileName, status: 'analysing', stems: [] });
const settled = () => new Promise((resolve) => { setTimeout(resolve, 0); });

describe('UploadQueue', () => {
  it('sends two at a time and then the next', async () => {
    const { sending, done, states } = start(3);
    expect(states()).toEqual(['sending', 'sending', 'waiting']);
    sending[0]?.resolve(track('0.mp3'));
    await settled();
    expect(done).toEqual(['0.mp3']);
    expect(states()).toEqual(['sending', 'sending']);
  });

  it('shows how far a song is', () => {
    const { queue, sending } = start(1);
    sending[0]?.call.onProgress(0.5);
    expect(queue.uploads()[0]?.fraction).toBe(0.5);
  });

  it('cancels one and lets the next go', async () => {
    const { queue, sending, states } = start(3);
    queue.cancel('1');
    await settled();
    expect(sending[0]?.call.signal.aborted).toBe(true);
    expect(states()).toEqual(['cancelled', 'sending', 'sending']);
  });

  it('tries a song again after the line was cut, under a new key', async () => {
    const { queue, sending, done, states } = start(1);
    sending[0]?.reject(new ApiError(0, 'unreachable', 'no line'));
    await settled();
    expect(queue.uploads()[0]).toMatchObject({ state: 'failed', canRetry: true, error: 'no line' });
    queue.retry('1');
    expect(states()).toEqual(['sending']);
    expect(sending[1]?.call.idempotencyKey).not.toBe(sending[0]?.call.idempotencyKey);
    sending[1]?.resolve(track('0.mp3'));
    await settled();
    expect(done).toEqual(['0.mp3']);
  });

  it.each([413, 415])('says why a file is refused with %d, and offers no second try', async (status) => {
    const { queue, sending } = start(1);
    sending[0]?.reject(new ApiError(status, 'no', 'too large or no song'));
    await settled();
    expect(queue.uploads()[0]).toMatchObject({ state: 'failed', canRetry: false, error: 'too large or no song' });
  });
});
