import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';

/** Several recordings of the same length of which one is heard; changing over keeps the playhead. */
export class Playback {
  readonly media: HTMLAudioElement[];
  private index = 0;
  private listeners = new Set<() => void>();

  constructor(urls: readonly string[]) {
    this.media = urls.map((url, i) => {
      const audio = new Audio();
      audio.preload = i === 0 ? 'auto' : 'metadata';
      audio.src = url;
      for (const event of ['play', 'pause', 'ended', 'timeupdate', 'seeked', 'durationchange', 'volumechange', 'error', 'waiting', 'playing']) {
        audio.addEventListener(event, this.changed);
      }
      return audio;
    });
  }

  get current(): HTMLAudioElement {
    return this.media[this.index] ?? (this.media[0] as HTMLAudioElement);
  }

  get chosen(): number {
    return this.index;
  }

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Changes whenever what is shown changes. */
  version = () => {
    const audio = this.current;
    return `${String(this.index)} ${String(audio.paused)} ${audio.currentTime.toFixed(2)} ${String(audio.volume)} ${String(audio.error?.code ?? 0)} ${String(audio.duration)}`;
  };

  async choose(index: number): Promise<void> {
    const [from, to] = [this.current, this.media[index]];
    if (to === undefined || to === from) {
      return;
    }

    const wasPlaying = !from.paused;
    this.index = index;
    to.volume = from.volume;
    to.currentTime = Math.min(from.currentTime, Number.isFinite(to.duration) ? to.duration : from.currentTime);
    if (wasPlaying) {
      await to.play().catch(() => undefined);
    }
    from.pause();
    this.changed();
  }

  toggle(): void {
    const audio = this.current;
    if (audio.paused) {
      void audio.play().catch(this.changed);
    } else {
      audio.pause();
    }
  }

  seek(seconds: number): void {
    const audio = this.current;
    audio.currentTime = Math.max(0, Math.min(Number.isFinite(audio.duration) ? audio.duration : seconds, seconds));
    this.changed();
  }

  close(): void {
    this.media.forEach((audio) => {
      audio.pause();
      audio.removeAttribute('src');
      audio.load();
    });
  }

  private changed = () => { this.listeners.forEach((listener) => { listener(); }); };
}

/** A playback that lives as long as the page part that uses it. */
export function usePlayback(urls: readonly string[]): Playback | null {
  const list = urls.join(' ');
  const [playback, setPlayback] = useState<Playback | null>(null);
  useEffect(() => {
    const opened = new Playback(list.split(' ').filter((u) => u !== ''));
    // eslint-disable-next-line react-hooks/set-state-in-effect -- audio elements must be opened and closed with the effect
    setPlayback(opened);
    return () => { opened.close(); };
  }, [list]);
  return playback;
}

export function usePlaybackState(playback: Playback) {
  useSyncExternalStore(playback.subscribe, playback.version);
  const audio = playback.current;
  const toggle = useCallback(() => { playback.toggle(); }, [playback]);
  return { isPlaying: !audio.paused, seconds: audio.currentTime, duration: audio.duration, volume: audio.volume, hasError: audio.error !== null, toggle };
}
