import { describe, expect, it } from 'vitest';
import { fit } from './compatibility';
import { clock, parseClock } from './format';

const song = (bpm: number, camelot: string) => ({ bpm, key: { tonic: 'A', mode: 'minor', camelot } });

describe('fit', () => {
  it('finds a song to fit itself best', () => {
    const same = fit(song(120, '8A'), song(120, '8A')).score;
    expect(same).toBe(1);
    for (const other of [song(124, '8A'), song(120, '9A'), song(120, '8B'), song(140, '3B'), song(60, '8A')]) {
      expect(fit(song(120, '8A'), other).score).toBeLessThan(same);
    }
  });

  it('hears half time', () => {
    expect(fit(song(80, '8A'), song(160, '8A')).tempo).toBe('same tempo at half time');
  });

  it('treats both songs alike', () => {
    expect(fit(song(120, '2A'), song(126, '5B')).score).toBeCloseTo(fit(song(126, '5B'), song(120, '2A')).score, 9);
  });

  it('goes round the wheel', () => {
    expect(fit(song(120, '12A'), song(120, '1A')).key).toBe('neighbouring keys');
    expect(fit(song(120, '8A'), song(120, '3A')).key).toBe('one song moves by 1 semitone');
  });
});

describe('clock', () => {
  it.each([[0, '0:00'], [59.99, '0:59'], [60, '1:00'], [605, '10:05'], [null, '–']])('shows %s as %s', (seconds, text) => {
    expect(clock(seconds)).toBe(text);
  });

  it.each([['1:30', 90], ['90', 90], [' 2:05 ', 125], ['1:75', null], ['soon', null], ['', null]])('reads %s as %s', (text, seconds) => {
    expect(parseClock(text)).toBe(seconds);
  });
});
