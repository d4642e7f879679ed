import { describe, expect, it } from 'vitest';
import { stretched } from './stretch';

const rate = 44100;
const tone = (hertz: number, seconds: number) => Float32Array.from({ length: seconds * rate }, (_, i) => Math.sin(2 * Math.PI * hertz * i / rate));

/** Rising zero crossings in the middle of a second. */
function hertzOf(sound: Float32Array): number {
  const middle = sound.subarray(rate / 4, rate / 4 * 3);
  return middle.reduce((n, v, i) => n + (i > 0 && v >= 0 && (middle[i - 1] ?? 0) < 0 ? 1 : 0), 0) * 2;
}

const strengthOf = (sound: Float32Array) => Math.sqrt(sound.subarray(4096, -4096).reduce((sum, v) => sum + v * v, 0) / (sound.length - 8192));

describe('a stretched piece', () => {
  it('is the song itself where nothing is asked of it', () => {
    const song = tone(440, 1.2);
    const [piece] = stretched([song], rate, (frame) => frame + 1000, 0);
    const apart = piece?.subarray(2048, -2048).reduce((most, v, i) => Math.max(most, Math.abs(v - (song[i + 3048] ?? 0))), 0);
    expect(apart).toBeLessThan(1e-4);
  });

  it.each([[0.8, 0], [1.25, 0], [1, 12], [0.9, -5], [1.1, 3]])('keeps pitch and strength at %s of the speed, %s semitones apart', (speed, semitones) => {
    const [piece = new Float32Array(0)] = stretched([tone(440, 2)], rate, (frame) => frame * speed, semitones);
    expect(piece.length).toBe(rate);
    expect(Math.abs(hertzOf(piece) / (440 * 2 ** (semitones / 12)) - 1)).toBeLessThan(0.015);
    expect(Math.abs(strengthOf(piece) / Math.SQRT1_2 - 1)).toBeLessThan(0.1);
  });

  it('is silent before the song begins and after it ends', () => {
    const [piece = new Float32Array(0)] = stretched([tone(440, 0.5)], rate, (frame) => frame - rate, 0);
    expect(Math.max(...piece.subarray(0, rate / 2))).toBe(0);
  });
});
