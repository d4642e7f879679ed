import { describe, expect, it } from 'vitest';
import { snapMove, snapTo } from './snap';

describe('snapping', () => {
  it.each([
    ['bar', 0, 3, 4], ['bar', 0, 1.9, 0], ['beat', 0, 2.4, 2], ['beat', 0.75, 1, 1.25], ['off', 0.75, 0.1, 0.1],
  ] as const)('by %s moves something at %d that is dragged by %d by %d', (snap, from, wanted, expected) => {
    expect(snapMove(from, wanted, snap)).toBeCloseTo(expected, 9);
  });

  it('lands on the grid', () => {
    expect(snapTo(5.6, 'beat')).toBe(6);
    expect(snapTo(5.6, 'bar')).toBe(4);
    expect(snapTo(5.6, 'off')).toBe(5.6);
  });
});
