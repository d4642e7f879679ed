import { useCallback } from 'react';
import type { Analysis, Clip } from '../../api/types';
import { energyShape } from '../../design/energyShape';
import { useCanvas, type Draw } from '../../design/useCanvas';
import { sourceAt } from './warp';

const height = 44;
const bar = 3;

/** The energy of the part of the song that a clip plays. */
export function ClipWave({ clip, analysis, width }: { clip: Clip; analysis: Analysis; width: number }) {
  const draw = useCallback<Draw>((context, wide, tall, css) => {
    const shape = energyShape(analysis);
    context.fillStyle = css('var(--clip-wave)');
    for (let x = 0; x < wide; x += bar) {
      const length = Math.max(1, shape(sourceAt(clip.warp, clip.startBeat + x / wide * clip.beats)) * (tall - 8));
      context.fillRect(x, (tall - length) / 2, bar - 1, length);
    }
  }, [analysis, clip.warp, clip.startBeat, clip.beats]);
  const ref = useCanvas(draw, height);
  return <canvas ref={ref} className="clip-wave" style={{ width, height }} aria-hidden />;
}
