import { base } from '../../api/http';
import type { Clip, Plan } from '../../api/types';
import { isMuted } from './edits';
import { stretched } from './stretch';
import { sourceAt } from './warp';

export interface Region { start: number; beats: number }

/** The beats of the timeline from one to another. */
interface Part { from: number; to: number }

const rate = 44100;
const cutSeconds = 0.005;

/** Plays a stretch of an edited plan over and over, mixed in the browser from the stems. */
export class Preview {
  private readonly context = new AudioContext({ sampleRate: rate });
  private readonly stems = new Map<string, Promise<AudioBuffer>>();
  private pieces = new Map<string, AudioBuffer>();
  private source: AudioBufferSourceNode | null = null;
  private startedAt = 0;

  /** Mixes and plays the stretch; a running one goes on until the new one is ready. */
  async play(plan: Plan, region: Region, signal: AbortSignal): Promise<void> {
    const mixed = await this.mix(plan, region);
    if (signal.aborted) {
      return;
    }

    await this.context.resume();
    this.stop();
    this.source = this.context.createBufferSource();
    this.source.buffer = mixed;
    this.source.loop = true;
    this.source.connect(this.context.destination);
    this.source.start();
    this.startedAt = this.context.currentTime;
  }

  stop(): void {
    this.source?.stop();
    this.source = null;
  }

  /** The beat that is heard now. */
  beat(plan: Plan, region: Region): number {
    const seconds = (this.context.currentTime - this.startedAt) % (region.beats * 60 / plan.bpm);
    return region.start + seconds * plan.bpm / 60;
  }

  async close(): Promise<void> {
    this.stop();
    await this.context.close();
  }

  private async mix(plan: Plan, region: Region): Promise<AudioBuffer> {
    const second = 60 / plan.bpm;
    const clips = plan.clips.filter((c) => !isMuted(c) && c.startBeat < region.start + region.beats && c.startBeat + c.beats > region.start);
    const offline = new OfflineAudioContext(2, Math.max(1, Math.round(region.beats * second * rate)), rate);
    const made = new Map<string, AudioBuffer>();
    for (const clip of clips) {
      const part = { from: Math.max(clip.startBeat, region.start), to: Math.min(clip.startBeat + clip.beats, region.start + region.beats) };
      const key = JSON.stringify([clip.track, clip.stem, clip.semitones, clip.warp, part, plan.bpm]);
      // What an edit left alone is not made again.
      const buffer = made.get(key) ?? this.pieces.get(key) ?? this.piece(clip, part, second, await Promise.all(this.stemsOf(plan, clip)));
      made.set(key, buffer);
      schedule(offline, clip, buffer, part, region, second);
    }

    this.pieces = made;
    return offline.startRendering();
  }

  /** What a clip plays in a part of the timeline, before its gain and fades. */
  private piece(clip: Clip, { from, to }: Part, second: number, stems: AudioBuffer[]): AudioBuffer {
    const frames = Math.max(1, Math.round((to - from) * second * rate));
    const buffer = this.context.createBuffer(2, frames, rate);
    stretched(summed(stems), frames, (frame) => sourceAt(clip.warp, from + frame / rate / second) * rate, clip.semitones)
      .forEach((channel, c) => { buffer.copyToChannel(channel, c); });
    return buffer;
  }

  private stemsOf(plan: Plan, clip: Clip): Promise<AudioBuffer>[] {
    const track = plan.tracks.find((t) => t.id === clip.track)?.file ?? '';
    const names = clip.stem === 'instrumental' ? ['drums', 'bass', 'other'] : [clip.stem];
    return names.map((name) => this.load(`${base}/tracks/${track}/${name === 'mix' ? 'audio' : `stems/${name}`}`));
  }

  private load(url: string): Promise<AudioBuffer> {
    const known = this.stems.get(url) ?? this.fetch(url);
    this.stems.set(url, known);
    known.catch(() => this.stems.delete(url));
    return known;
  }

  private async fetch(url: string): Promise<AudioBuffer> {
    const response = await fetch(url, { credentials: 'same-origin' });
    if (!response.ok) {
      throw new Error('The stems of this song are not there for a preview; saving renders the edit all the same.');
    }

    return this.context.decodeAudioData(await response.arrayBuffer());
  }
}

function summed(stems: readonly AudioBuffer[]): Float32Array[] {
  const channel = (buffer: AudioBuffer, c: number) => buffer.getChannelData(Math.min(c, buffer.numberOfChannels - 1));
  return [0, 1].map((c) => {
    const [first, ...others] = stems.map((s) => channel(s, c));
    return others.reduce((sum, other) => sum.map((v, i) => v + (other[i] ?? 0)), first ?? new Float32Array(0));
  });
}

function schedule(context: OfflineAudioContext, clip: Clip, buffer: AudioBuffer, { from, to }: Part, region: Region, second: number): void {
  const at = (beat: number) => (beat - region.start) * second;
  const [source, gain] = [context.createBufferSource(), context.createGain()];
  source.buffer = buffer;
  envelope(gain.gain, clip, from, to, at, second);
  source.connect(gain).connect(context.destination);
  source.start(at(from));
}

function envelope(gain: AudioParam, clip: Clip, from: number, to: number, at: (beat: number) => number, second: number): void {
  const level = 10 ** (clip.gainDb / 20) * 0.7;
  const end = clip.startBeat + clip.beats;
  const least = cutSeconds / second;
  const [fadeIn, fadeOut] = [Math.max(least, clip.fadeInBeats), Math.max(least, clip.fadeOutBeats)];
  const value = (beat: number) => level * Math.min(1, Math.max(0, (beat - clip.startBeat) / fadeIn)) * Math.min(1, Math.max(0, (end - beat) / fadeOut));
  gain.setValueAtTime(value(from), at(from));
  [clip.startBeat + fadeIn, end - fadeOut, to].filter((b) => b > from && b <= to).toSorted((a, b) => a - b)
    .forEach((beat) => { gain.linearRampToValueAtTime(value(beat), at(beat)); });
}
