import type { SongKey } from '../api/types';

export interface Song { bpm: number; key: SongKey }

export interface Fit {
  /** 0 (apart) to 1 (as if made for each other). */
  score: number;
  tempo: string;
  key: string;
}

/** Beyond this much, a change of tempo can be heard. */
const easyTempo = 0.04;
const farTempo = 0.08;

/** How well two songs go together by tempo and key alone: what can be told before the planner has looked at every bar. */
export function fit(a: Song, b: Song): Fit {
  const tempo = tempoFit(a.bpm, b.bpm);
  const key = keyFit(a.key, b.key);
  return { score: 0.5 * tempo.score + 0.5 * key.score, tempo: tempo.words, key: key.words };
}

export const fitWord = (score: number) => (score >= 0.8 ? 'Great fit' : score >= 0.55 ? 'Good fit' : score >= 0.35 ? 'Takes some bending' : 'Far apart');

function tempoFit(a: number, b: number): { score: number; words: string } {
  const relations = [1, 2, 0.5].map((relation) => ({ relation, change: Math.abs(Math.log2((b * relation) / a)) }));
  const best = relations.reduce((x, y) => (y.change < x.change - 1e-9 ? y : x));
  const share = 2 ** best.change - 1;
  const percent = Math.round(share * 100);
  const how = best.relation === 1 ? '' : ' at half time';
  const words = percent === 0 ? `same tempo${how}` : `tempo ${String(percent)} % apart${how}`;
  const score = share <= easyTempo ? 1 - share / easyTempo * 0.2 : share <= farTempo ? 0.8 - (share - easyTempo) / (farTempo - easyTempo) * 0.4
    : Math.max(0, 0.4 - (share - farTempo) * 2);
  return { score: best.relation === 1 ? score : score * 0.9, words };
}

function keyFit(a: SongKey, b: SongKey): { score: number; words: string } {
  const [x, y] = [wheel(a.camelot), wheel(b.camelot)];
  if (x === null || y === null) {
    return { score: 0.5, words: 'key unclear' };
  }

  const around = Math.min((x.hour - y.hour + 12) % 12, (y.hour - x.hour + 12) % 12);
  const sameRing = x.ring === y.ring;
  if (around === 0) {
    return sameRing ? { score: 1, words: 'same key' } : { score: 0.95, words: 'related keys' };
  }
  if (around === 1 && sameRing) {
    return { score: 0.9, words: 'neighbouring keys' };
  }

  const semitones = shift(x, y);
  return semitones <= 3
    ? { score: 0.75 - 0.12 * semitones, words: `one song moves by ${String(semitones)} semitone${semitones === 1 ? '' : 's'}` }
    : { score: 0.15, words: 'keys far apart: drums and bass-free parts help' };
}

interface Place { hour: number; ring: string }

function wheel(camelot: string): Place | null {
  const match = /^(\d{1,2})([AB])$/.exec(camelot);
  return match === null ? null : { hour: Number(match[1]), ring: match[2] ?? 'A' };
}

/** Fewest semitones after which the keys are the same or related: one hour of the wheel is a fifth, seven semitones. */
function shift(a: Place, b: Place): number {
  const up = ((b.hour - a.hour) * 7 % 12 + 12) % 12;
  return Math.min(up, 12 - up);
}
