import type { Clip, Plan } from '../api/types';

const warp = (from: number, beats: number, source: number) => Array.from({ length: beats + 1 }, (_, i) => ({ beat: from + i, source: source + i * 0.47 + i * i * 0.001 }));

const clip = (id: string, track: string, stem: Clip['stem'], startBeat: number, beats: number): Clip => ({
  id, track, stem, startBeat, beats, semitones: 0, warp: warp(startBeat, beats, 10), gainDb: -1, fadeInBeats: 2, fadeOutBeats: 1,
  automation: [{ parameter: 'gainDb', points: [{ beat: startBeat, value: 0 }] }],
});

/** A small plan: eight bars at 120 BPM, two songs. */
export const plan = (): Plan => ({
  schema: 'mashup.plan/1', seed: 1, bpm: 120, key: { tonic: 'A', mode: 'minor' }, durationSeconds: 16, sampleRate: 44100,
  tracks: [
    { id: 'a', file: 'one', sha256: '0', bpm: 120, key: { tonic: 'A', mode: 'minor' } },
    { id: 'b', file: 'two', sha256: '1', bpm: 121, key: { tonic: 'E', mode: 'minor' } },
  ],
  sections: [{ startBeat: 0, beats: 16, label: 'intro' }, { startBeat: 16, beats: 16, label: 'chorus' }],
  clips: [clip('c1', 'a', 'drums', 0, 16), clip('c2', 'b', 'vocals', 15.5, 16)],
  score: { overall: 80, harmonic: 0.8, rhythmic: 0.8, spectral: 0.8 },
  rationale: ['The mashup runs at 120 BPM.', '0:00 intro, 4 bars: “one” without vocals.', '0:08 chorus, 4 bars: vocals of “two” over “one”, because their chords fit.'],
});
