import { describe, expect, it } from 'vitest';
import { plan } from '../../testing/plan';
import { generalReasons, readSections } from './planReading';

const songs = [{ name: 'First song', color: 'red' }, { name: 'Second song', color: 'blue' }];

describe('readSections', () => {
  it('tells whose voice and whose music each section has; a pickup is no voice yet', () => {
    expect(readSections(plan(), songs).map((s) => [s.label, s.start, s.end, s.voice, s.bed])).toEqual([['intro', 0, 8, -1, 0], ['chorus', 8, 16, 1, -1]]);
  });

  it('puts each reason where it belongs, with the names of the songs', () => {
    expect(readSections(plan(), songs).map((s) => s.why)).toEqual([
      ['“First song” without vocals.'], ['Vocals of “Second song” over “First song”, because their chords fit.'],
    ]);
    expect(generalReasons(plan(), songs)).toEqual(['The mashup runs at 120 BPM.']);
  });
});
