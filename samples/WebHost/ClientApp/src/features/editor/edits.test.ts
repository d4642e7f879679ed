import { describe, expect, it } from 'vitest';
import { plan } from '../../testing/plan';
import { applyEdit, isMuted, mutedDb, type Edit } from './edits';
import { sourceAt } from './warp';

const first = (edit: Edit) => applyEdit(plan(), edit).clips[0];

describe('applyEdit', () => {
  it('moves a clip with everything that hangs on the timeline, so that the same music sounds elsewhere', () => {
    const [before, after] = [plan().clips[0], first({ type: 'move', id: 'c1', beats: 4 })];
    expect(after?.startBeat).toBe(4);
    expect(after?.automation?.[0]?.points[0]?.beat).toBe(4);
    for (const beat of [0, 3.5, 15]) {
      expect(sourceAt(after?.warp ?? [], beat + 4)).toBeCloseTo(sourceAt(before?.warp ?? [], beat), 9);
    }
  });

  it('keeps a clip inside the mashup', () => {
    expect(first({ type: 'move', id: 'c1', beats: -9 })?.startBeat).toBe(0);
    expect(first({ type: 'move', id: 'c1', beats: 900 })?.startBeat).toBe(16);
    expect(first({ type: 'trimEnd', id: 'c1', beats: 900 })?.beats).toBe(32);
  });

  it('trims without moving the music', () => {
    const [before, after] = [plan().clips[0], first({ type: 'trimStart', id: 'c1', beats: 3 })];
    expect(after).toMatchObject({ startBeat: 3, beats: 13 });
    expect(sourceAt(after?.warp ?? [], 5)).toBeCloseTo(sourceAt(before?.warp ?? [], 5), 9);
  });

  it('never trims a clip away', () => {
    expect(first({ type: 'trimEnd', id: 'c1', beats: -100 })?.beats).toBeGreaterThan(0);
    expect(first({ type: 'trimStart', id: 'c1', beats: 100 })?.beats).toBeGreaterThan(0);
  });

  it('splits a clip into two that sound like the one', () => {
    const before = plan().clips[0];
    const [left, right] = applyEdit(plan(), { type: 'split', id: 'c1', at: 6.5 }).clips;
    expect(left).toMatchObject({ id: 'c1', startBeat: 0, beats: 6.5, fadeInBeats: 2, fadeOutBeats: 0 });
    expect(right).toMatchObject({ id: 'c1-2', startBeat: 6.5, beats: 9.5, fadeInBeats: 0, fadeOutBeats: 1 });
    expect(sourceAt(left?.warp ?? [], 6)).toBeCloseTo(sourceAt(before?.warp ?? [], 6), 9);
    expect(sourceAt(right?.warp ?? [], 12)).toBeCloseTo(sourceAt(before?.warp ?? [], 12), 9);
    expect([left?.warp.length, right?.warp.length].every((n) => (n ?? 0) >= 2)).toBe(true);
  });

  it('gives every piece an id of its own, however often it is split', () => {
    const once = applyEdit(plan(), { type: 'split', id: 'c1', at: 8 });
    const ids = applyEdit(applyEdit(once, { type: 'split', id: 'c1', at: 4 }), { type: 'split', id: 'c1-2', at: 12 }).clips.map((c) => c.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('does not split outside the clip', () => {
    expect(applyEdit(plan(), { type: 'split', id: 'c1', at: 0 }).clips).toHaveLength(2);
    expect(applyEdit(plan(), { type: 'split', id: 'c1', at: 20 }).clips).toHaveLength(2);
  });

  it('fits fades into the clip', () => {
    expect(first({ type: 'fades', id: 'c1', fadeInBeats: 10, fadeOutBeats: 10 })).toMatchObject({ fadeInBeats: 10, fadeOutBeats: 6 });
    expect(first({ type: 'trimEnd', id: 'c1', beats: -14 })).toMatchObject({ beats: 2, fadeInBeats: 2, fadeOutBeats: 0 });
  });

  it('holds gain and pitch to what the document allows', () => {
    expect(first({ type: 'gain', id: 'c1', gainDb: 99 })?.gainDb).toBe(24);
    expect(first({ type: 'pitch', id: 'c1', semitones: -40 })?.semitones).toBe(-12);
    const muted = first({ type: 'gain', id: 'c1', gainDb: mutedDb });
    expect(muted !== undefined && isMuted(muted)).toBe(true);
  });

  it('leaves the plan it was given as it was', () => {
    const original = plan();
    applyEdit(original, { type: 'move', id: 'c1', beats: 4 });
    expect(original).toEqual(plan());
  });
});
