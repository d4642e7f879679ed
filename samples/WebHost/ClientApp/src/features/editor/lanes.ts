import type { Clip, Plan, Stem } from '../../api/types';

export interface Lane { track: number; stem: Stem; clips: Clip[] }

export const stemOrder: Stem[] = ['vocals', 'other', 'bass', 'drums', 'instrumental', 'mix'];

export const stemWords: Record<Stem, string> = {
  vocals: 'Vocals', other: 'Melody', bass: 'Bass', drums: 'Drums', instrumental: 'Instrumental', mix: 'Whole song',
};

/** A lane for each song and stem that the plan uses. */
export function lanesOf(plan: Plan): Lane[] {
  return plan.tracks.flatMap((t, track) => stemOrder
    .map((stem) => ({ track, stem, clips: plan.clips.filter((c) => c.track === t.id && c.stem === stem) }))
    .filter((lane) => lane.clips.length > 0));
}
