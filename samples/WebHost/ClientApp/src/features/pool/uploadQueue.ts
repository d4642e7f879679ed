import { ApiError, messageOf } from '../../api/problem';
import type { Track } from '../../api/types';
import type { UploadCall } from '../../api/upload';

export type UploadState = 'waiting' | 'sending' | 'done' | 'failed' | 'cancelled';

export interface Upload {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly state: UploadState;
  readonly fraction: number;
  readonly error: string | null;
  /** Whether sending the same file again could work. */
  readonly canRetry: boolean;
}

interface Entry extends Upload { file: File; controller: AbortController | null; idempotencyKey: string }

const atOnce = 2;

/** Files on their way to the service: two at a time, each can be cancelled and tried again. */
export class UploadQueue {
  private entries: Entry[] = [];
  private listeners = new Set<() => void>();
  private snapshot: readonly Upload[] = [];
  private lastId = 0;

  private readonly send: (call: UploadCall) => Promise<Track>;
  private readonly onDone: (track: Track) => void;

  constructor(send: (call: UploadCall) => Promise<Track>, onDone: (track: Track) => void) {
    this.send = send;
    this.onDone = onDone;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  uploads = (): readonly Upload[] => this.snapshot;

  add(files: readonly File[]): void {
    const added = files.map((file): Entry => ({
      id: String(++this.lastId), name: file.name, bytes: file.size, state: 'waiting', fraction: 0, error: null, canRetry: false,
      file, controller: null, idempotencyKey: crypto.randomUUID(),
    }));
    this.set([...this.entries, ...added]);
    this.pump();
  }

  cancel(id: string): void {
    this.find(id)?.controller?.abort();
    this.change(id, { state: 'cancelled', canRetry: true, controller: null });
    this.pump();
  }

  retry(id: string): void {
    // A key that has been answered with a refusal would be answered with the same refusal again.
    this.change(id, { state: 'waiting', fraction: 0, error: null, canRetry: false, idempotencyKey: crypto.randomUUID() });
    this.pump();
  }

  dismiss(id: string): void {
    this.find(id)?.controller?.abort();
    this.set(this.entries.filter((e) => e.id !== id));
    this.pump();
  }

  private pump(): void {
    const free = atOnce - this.entries.filter((e) => e.state === 'sending').length;
    this.entries.filter((e) => e.state === 'waiting').slice(0, Math.max(0, free)).forEach((e) => { void this.start(e); });
  }

  private async start(entry: Entry): Promise<void> {
    const controller = new AbortController();
    this.change(entry.id, { state: 'sending', controller });
    try {
      const track = await this.send({
        file: entry.file, idempotencyKey: entry.idempotencyKey, signal: controller.signal,
        onProgress: (fraction) => { this.change(entry.id, { fraction }); },
      });
      this.set(this.entries.filter((e) => e.id !== entry.id));
      this.onDone(track);
    } catch (error) {
      if (!controller.signal.aborted) {
        const canRetry = !(error instanceof ApiError) || error.isTemporary || error.status === 401 || error.status === 409;
        this.change(entry.id, { state: 'failed', error: messageOf(error), canRetry, controller: null });
      }
    }

    this.pump();
  }

  private find(id: string): Entry | undefined {
    return this.entries.find((e) => e.id === id);
  }

  private change(id: string, change: Partial<Entry>): void {
    this.set(this.entries.map((e) => (e.id === id ? { ...e, ...change } : e)));
  }

  private set(entries: Entry[]): void {
    this.entries = entries;
    this.snapshot = entries;
    this.listeners.forEach((listener) => { listener(); });
  }
}
