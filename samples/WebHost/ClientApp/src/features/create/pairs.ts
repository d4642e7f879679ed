import type { Match, SongKey } from '../../api/types';
import { fit, fitWord } from '../../music/compatibility';

/** A chosen song; its index gives its colour. */
export interface Chosen { id: string; title: string; index: number; bpm: number; key: SongKey }

export interface Pair { a: Chosen; b: Chosen; score: number; word: string; reasons: string[] }

/** Every pair of the chosen songs, best first: as the planner has it, or by tempo and key alone where it has not looked yet. */
export function pairsOf(songs: readonly Chosen[], matches: readonly Match[]): Pair[] {
  return songs.flatMap((a, i) => songs.slice(i + 1).map((b) => pairOf(a, b, matches))).toSorted((x, y) => y.score - x.score);
}

function pairOf(a: Chosen, b: Chosen, matches: readonly Match[]): Pair {
  const match = matches.find((m) => (m.a === a.id && m.b === b.id) || (m.a === b.id && m.b === a.id));
  if (match === undefined) {
    const byKeyAndTempo = fit(a, b);
    return { a, b, score: byKeyAndTempo.score, word: fitWord(byKeyAndTempo.score), reasons: [`${byKeyAndTempo.tempo}, ${byKeyAndTempo.key}`] };
  }

  const [first, second] = match.a === a.id ? [a, b] : [b, a];
  const singsFirst = match.vocalsOfA.score >= match.vocalsOfB.score;
  const better = singsFirst ? match.vocalsOfA : match.vocalsOfB;
  const [voice, music] = singsFirst ? [first, second] : [second, first];
  // The planner knows the songs by their ids.
  const named = (reason: string) => [a, b].reduce((words, song) => words.replaceAll(song.id, song.title), reason);
  return {
    a, b, score: match.score / 100, word: `${fitWord(match.score / 100)} · ${String(Math.round(match.score))} of 100`,
    reasons: [`Best with the voice of ${voice.title} over ${music.title}.`, ...better.reasons.map(named)],
  };
}
