import type { WarpPoint } from '../../api/types';

/** Where in the song a beat of the timeline comes from: piecewise linear, going on straight at the ends. */
export function sourceAt(warp: readonly WarpPoint[], beat: number): number {
  const after = warp.findIndex((p) => p.beat > beat);
  const right = Math.max(1, after < 0 ? warp.length - 1 : after);
  const [a, b] = [warp[right - 1], warp[right]];
  if (a === undefined || b === undefined || b.beat === a.beat) {
    return a?.source ?? 0;
  }

  return a.source + (beat - a.beat) / (b.beat - a.beat) * (b.source - a.source);
}
