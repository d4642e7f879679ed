import type { Clip, Plan, Stem, WarpPoint } from '../../api/types';

/** One change of a clip. Beats are beats of the timeline. */
export type Edit =
  | { type: 'move'; id: string; beats: number }
  | { type: 'trimStart'; id: string; beats: number }
  | { type: 'trimEnd'; id: string; beats: number }
  | { type: 'split'; id: string; at: number }
  | { type: 'gain'; id: string; gainDb: number }
  | { type: 'fades'; id: string; fadeInBeats: number; fadeOutBeats: number }
  | { type: 'pitch'; id: string; semitones: number }
  | { type: 'stem'; id: string; stem: Stem }
  | { type: 'remove'; id: string };

export const shortestClip = 0.25;
export const mutedDb = -120;
export const gainRange = { least: -60, most: 24 };
export const pitchRange = 12;

export const isMuted = (clip: Clip) => clip.gainDb <= mutedDb + 1;

/** Where the music ends. */
export const totalBeats = (plan: Plan) =>
  Math.max(plan.durationSeconds * plan.bpm / 60, ...plan.sections.map((s) => s.startBeat + s.beats), 1);

/** A plan with one edit made; what it would break is bent to the nearest that holds. */
export function applyEdit(plan: Plan, edit: Edit): Plan {
  const index = plan.clips.findIndex((c) => c.id === edit.id);
  const clip = plan.clips[index];
  if (clip === undefined) {
    return plan;
  }

  return { ...plan, clips: plan.clips.flatMap((c, i) => (i === index ? change(plan, clip, edit) : [c])) };
}

function change(plan: Plan, clip: Clip, edit: Edit): Clip[] {
  switch (edit.type) {
    case 'move': return [move(clip, between(edit.beats, -clip.startBeat, Math.max(0, totalBeats(plan) - clip.startBeat - clip.beats)))];
    case 'trimStart': {
      const by = between(edit.beats, -clip.startBeat, clip.beats - shortestClip);
      return [fitFades({ ...clip, startBeat: tidy(clip.startBeat + by), beats: tidy(clip.beats - by) })];
    }
    case 'trimEnd': {
      const most = Math.max(clip.beats, totalBeats(plan) - clip.startBeat);
      return [fitFades({ ...clip, beats: tidy(between(clip.beats + edit.beats, shortestClip, most)) })];
    }
    case 'split': return split(plan, clip, edit.at);
    case 'gain': return [{ ...clip, gainDb: tidy(edit.gainDb <= mutedDb ? mutedDb : between(edit.gainDb, gainRange.least, gainRange.most)) }];
    case 'fades': return [fitFades({ ...clip, fadeInBeats: Math.max(0, edit.fadeInBeats), fadeOutBeats: Math.max(0, edit.fadeOutBeats) })];
    case 'pitch': return [{ ...clip, semitones: Math.round(between(edit.semitones, -pitchRange, pitchRange)) }];
    case 'stem': return [{ ...clip, stem: edit.stem }];
    case 'remove': return [];
  }
}

/** Everything that hangs on the timeline goes along; the source stays. */
function move(clip: Clip, beats: number): Clip {
  return {
    ...clip,
    startBeat: tidy(clip.startBeat + beats),
    warp: clip.warp.map((p) => ({ ...p, beat: tidy(p.beat + beats) })),
    automation: clip.automation?.map((a) => ({ ...a, points: a.points.map((p) => ({ ...p, beat: tidy(p.beat + beats) })) })),
  };
}

function split(plan: Plan, clip: Clip, at: number): Clip[] {
  const end = clip.startBeat + clip.beats;
  if (at < clip.startBeat + shortestClip || at > end - shortestClip) {
    return [clip];
  }

  const left = { ...clip, beats: tidy(at - clip.startBeat), fadeOutBeats: 0, warp: warpWithin(clip.warp, clip.startBeat, at) };
  const right = { ...clip, id: freeId(plan, clip.id), startBeat: tidy(at), beats: tidy(end - at), fadeInBeats: 0, warp: warpWithin(clip.warp, at, end) };
  return [fitFades(left), fitFades(right)];
}

/** The points that decide how a stretch of the timeline sounds: those inside, and one on either side. */
function warpWithin(warp: readonly WarpPoint[], from: number, to: number): WarpPoint[] {
  const first = Math.max(0, warp.findLastIndex((p) => p.beat <= from));
  const after = warp.findIndex((p) => p.beat >= to);
  const last = after < 0 ? warp.length - 1 : after;
  return last - first >= 1 ? warp.slice(first, last + 1) : warp.slice(Math.max(0, Math.min(first, warp.length - 2)), Math.max(0, Math.min(first, warp.length - 2)) + 2);
}

function fitFades(clip: Clip): Clip {
  const fadeInBeats = tidy(Math.min(clip.fadeInBeats, clip.beats));
  return { ...clip, fadeInBeats, fadeOutBeats: tidy(Math.min(clip.fadeOutBeats, clip.beats - fadeInBeats)) };
}

function freeId(plan: Plan, id: string): string {
  const stem = id.replace(/-\d+$/, '');
  const taken = new Set(plan.clips.map((c) => c.id));
  let n = 2;
  while (taken.has(`${stem}-${String(n)}`)) {
    n++;
  }
  return `${stem}-${String(n)}`;
}

const between = (value: number, least: number, most: number) => Math.max(least, Math.min(most, value));

// Sums of thousandths of a beat stay readable in the document.
const tidy = (value: number) => Math.round(value * 1e6) / 1e6;
