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

const secondsOf = (plan: Plan, beat: number) => beat * 60 / plan.bpm;

/** The form of a plan in listeners' terms: when, whose voice, whose music, and what the planner says about it. */
export function readSections(plan: Plan): SectionReading[] {
  const count = plan.sections.length;
  return plan.sections.map((s, index) => {
    const end = s.startBeat + s.beats;
    return {
      label: s.label,
      start: secondsOf(plan, s.startBeat),
      end: Math.min(plan.durationSeconds, secondsOf(plan, end)),
      voice: loudest(plan, s.startBeat, end, (c) => c.stem === 'vocals'),
      bed: loudest(plan, s.startBeat, end, (c) => c.stem !== 'vocals'),
      why: whyOf(plan, index, count),
    };
  });
}

/** The reasons that belong to no section. */
export function generalReasons(plan: Plan): string[] {
  return plan.rationale.filter((r) => !plan.sections.some((_, i) => isAbout(plan, r, i)));
}

function loudest(plan: Plan, from: number, to: number, counts: (clip: Clip) => boolean): number {
  const beats = plan.tracks.map((t) => plan.clips
    .filter((c) => c.track === t.id && counts(c) && c.gainDb > -60)
    .reduce((sum, c) => sum + Math.max(0, Math.min(to, c.startBeat + c.beats) - Math.max(from, c.startBeat)), 0));
  const most = Math.max(0, ...beats);
  return most <= 0 ? -1 : beats.indexOf(most);
}

function whyOf(plan: Plan, index: number, count: number): string[] {
  return count === 0 ? [] : plan.rationale.filter((r) => isAbout(plan, r, index));
}

/** A reason opens with the place it speaks of: "0:32 verse: …", "Verse at 0:32 …", "Bars 17-24 …". */
function isAbout(plan: Plan, reason: string, index: number): boolean {
  const section = plan.sections[index];
  if (section === undefined) {
    return false;
  }

  const time = /(\d{1,2}):(\d{2})/.exec(reason.slice(0, 60));
  if (time !== null) {
    const seconds = Number(time[1]) * 60 + Number(time[2]);
    const start = secondsOf(plan, section.startBeat);
    const next = plan.sections[index + 1];
    return seconds >= Math.floor(start) && (next === undefined || seconds < Math.floor(secondsOf(plan, next.startBeat)));
  }

  const bar = /\bbars? (\d+)/i.exec(reason.slice(0, 60));
  if (bar !== null) {
    const beat = (Number(bar[1]) - 1) * 4;
    return beat >= section.startBeat && beat < section.startBeat + section.beats;
  }

  return false;
}
