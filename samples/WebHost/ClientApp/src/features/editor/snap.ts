export type Snap = 'bar' | 'beat' | 'off';

export const beatsPerBar = 4;

/** Without a grid the keyboard still needs a step. */
const finest = 0.125;

export const stepOf = (snap: Snap) => (snap === 'bar' ? beatsPerBar : snap === 'beat' ? 1 : finest);

/** How far something at `from` moves so that it lands on the grid nearest to where the hand is. */
export function snapMove(from: number, wanted: number, snap: Snap): number {
  if (snap === 'off') {
    return wanted;
  }

  const step = stepOf(snap);
  return Math.round((from + wanted) / step) * step - from;
}

export const snapTo = (beat: number, snap: Snap) => (snap === 'off' ? beat : Math.round(beat / stepOf(snap)) * stepOf(snap));
