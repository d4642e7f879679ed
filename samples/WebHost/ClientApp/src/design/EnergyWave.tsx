import { useCallback } from 'react';
import type { Analysis } from '../api/types';
import { energyShape } from './energyShape';
import { useCanvas, type Draw } from './useCanvas';

interface Props { analysis: Analysis; color: string; height?: number }

const barWidth = 3;

/** A song at a glance: its energy as bars, its sections told apart by strength. */
export function EnergyWave({ analysis, color, height = 56 }: Props) {
  const draw = useCallback<Draw>((context, width, tall, css) => {
    const shape = energyShape(analysis);
    const bars = Math.max(1, Math.floor(width / (barWidth + 1)));
    context.fillStyle = css(color);
    for (let i = 0; i < bars; i++) {
      const seconds = (i + 0.5) / bars * analysis.durationSeconds;
      const section = analysis.sections.findIndex((s) => seconds < s.end);
      context.globalAlpha = section % 2 === 0 ? 1 : 0.6;
      const length = Math.max(2, shape(seconds) * (tall - 4));
      context.beginPath();
      context.roundRect(i * (barWidth + 1), (tall - length) / 2, barWidth, length, barWidth / 2);
      context.fill();
    }
    context.globalAlpha = 1;
  }, [analysis, color]);
  const ref = useCanvas(draw, height);
  return (
    <canvas ref={ref} className="wave" style={{ height }} role="img"
      aria-label={`Sections: ${analysis.sections.map((s) => s.label).join(', ')}`} />
  );
}
