import type { Clip, Plan } from '../../api/types';

export interface SectionReading {
  label: string;
  start: number;
  end: number;
  /** Index in plan.tracks of the song whose voice is heard; −1 where nobody sings. */
  voice: number;
  /** Index in plan.tracks of the song that carries the music; −1 where it is silent. */
  bed: number;
  why: string[];
}

/** A song of a plan, as the user knows it. */
export interface PlanSong { name: string; color: string }

const silentDb = -60;

/** Less than this share of a section is a pickup or a tail of its neighbour. */
const leastShare = 0.1;

const secondsOf = (plan: Plan, beat: number) => beat * 60 / plan.bpm;

/** The form of a plan in listeners' terms: when, whose voice, whose music, and what the planner says about it. */
export function readSections(plan: Plan, songs: readonly PlanSong[]): SectionReading[] {
  return plan.sections.map((s, index) => {
    const end = s.startBeat + s.beats;
    return {
      label: s.label,
      start: secondsOf(plan, s.startBeat),
      end: Math.min(plan.durationSeconds, secondsOf(plan, end)),
      voice: mostHeard(plan, s.startBeat, end, (c) => c.stem === 'vocals'),
      bed: mostHeard(plan, s.startBeat, end, (c) => c.stem !== 'vocals'),
      why: plan.rationale.filter((r) => sectionOf(plan, r) === index).map((r) => named(plan, songs, withoutPlace(r))),
    };
  });
}

/** The reasons that belong to no section. */
export const generalReasons = (plan: Plan, songs: readonly PlanSong[]) =>
  plan.rationale.filter((r) => sectionOf(plan, r) < 0).map((r) => named(plan, songs, r));

function mostHeard(plan: Plan, from: number, to: number, counts: (clip: Clip) => boolean): number {
  const beats = plan.tracks.map((t) => plan.clips
    .filter((c) => c.track === t.id && counts(c) && c.gainDb > silentDb)
    .reduce((sum, c) => sum + Math.max(0, Math.min(to, c.startBeat + c.beats) - Math.max(from, c.startBeat)), 0));
  const most = Math.max(0, ...beats);
  return most < leastShare * (to - from) ? -1 : beats.indexOf(most);
}

const place = /^(\d{1,2}):(\d{2}) [^:“”]*: */;

// A reason for a section opens with its place: "0:18 chorus, 8 bars: …".
function sectionOf(plan: Plan, reason: string): number {
  const match = place.exec(reason);
  if (match === null) {
    return -1;
  }

  const seconds = Number(match[1]) * 60 + Number(match[2]);
  return plan.sections.findLastIndex((s) => Math.floor(secondsOf(plan, s.startBeat)) <= seconds);
}

function withoutPlace(reason: string): string {
  const rest = reason.replace(place, '');
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

// In plans that leave the service, a song's file is its id.
const named = (plan: Plan, songs: readonly PlanSong[], reason: string) =>
  plan.tracks.reduce((text, t, i) => text.replaceAll(t.file, songs[i]?.name ?? t.file), reason);
