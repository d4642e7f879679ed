import { useCallback } from 'react';
import type { Analysis, Clip } from '../../api/types';
import { useCanvas, type Draw } from '../../design/useCanvas';
import { sourceAt } from './warp';

const height = 44;
const bar = 3;

/** The energy of the part of the song that a clip plays. */
export function ClipWave({ clip, analysis, width }: { clip: Clip; analysis: Analysis; width: number }) {
  const draw = useCallback<Draw>((context, wide, tall, css) => {
    const { values, hopSeconds } = analysis.energy;
    const most = Math.max(1e-6, ...values);
    context.fillStyle = css('var(--clip-wave)');
    for (let x = 0; x < wide; x += bar) {
      const seconds = sourceAt(clip.warp, clip.startBeat + x / wide * clip.beats);
      const value = Math.sqrt((values[Math.floor(seconds / hopSeconds)] ?? 0) / most);
      const length = Math.max(1, value * (tall - 8));
      context.fillRect(x, (tall - length) / 2, bar - 1, length);
    }
  }, [analysis, clip.warp, clip.startBeat, clip.beats]);
  const ref = useCanvas(draw, height);
  return <canvas ref={ref} className="clip-wave" style={{ width, height }} aria-hidden />;
}
