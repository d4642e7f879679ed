import { expect, it } from 'vitest';
import type { Match } from '../../api/types';
import { pairsOf, type Chosen } from './pairs';

const song = (id: string, bpm: number, camelot: string, index: number): Chosen => ({ id, title: id.toUpperCase(), index, bpm, key: { tonic: 'C', mode: 'major', camelot } });
const songs = [song('x', 120, '8B', 0), song('y', 120, '8B', 1), song('z', 90, '2A', 2)];
const way = (score: number, reason: string) => ({ score, bpm: 120, semitones: 0, reasons: [reason] });

it('puts the best pair first, by tempo and key where the planner has not looked', () => {
  const pairs = pairsOf(songs, []);

  expect(pairs.map((p) => p.a.id + p.b.id)[0]).toBe('xy');
  expect(pairs).toHaveLength(3);
  expect(pairs[0]?.reasons).toEqual(['same tempo, same key']);
});

it('says what the planner says, whichever way round the pair is', () => {
  const match: Match = { a: 'y', b: 'x', score: 81, vocalsOfA: way(40, 'far'), vocalsOfB: way(81, '“y” moves 2 %.') };

  const pair = pairsOf(songs.slice(0, 2), [match])[0];

  expect(pair?.word).toBe('Great fit · 81 of 100');
  expect(pair?.reasons).toEqual(['Best with the voice of X over Y.', '“Y” moves 2 %.']);
});
