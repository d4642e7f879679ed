import { useCallback } from 'react';
import { useCanvas, type Draw } from '../../design/useCanvas';
import type { Bucket } from './types';

const height = 140;

/** A figure over time. */
export function Bars({ buckets, of }: { buckets: Bucket[]; of: 'generations' | 'activeUsers' | 'downloads' | 'cost' }) {
  const most = Math.max(1, ...buckets.map((b) => b[of]));
  const draw = useCallback<Draw>((context, width, tall, css) => {
    const step = width / Math.max(1, buckets.length);
    context.fillStyle = css('var(--mantine-primary-color-filled)');
    buckets.forEach((b, i) => {
      const length = b[of] / most * (tall - 4);
      context.globalAlpha = b[of] === 0 ? 0.25 : 1;
      context.fillRect(i * step + 1, tall - Math.max(2, length), Math.max(1, step - 2), Math.max(2, length));
    });
    context.globalAlpha = 1;
  }, [buckets, of, most]);
  const ref = useCanvas(draw, height);
  const day = (iso: string | undefined) => (iso === undefined ? '' : new Date(iso).toLocaleDateString('en-GB', { day: 'numeric', month: 'short' }));
  return (
    <div>
      <canvas ref={ref} className="wave" style={{ height }} role="img" aria-label={`Most: ${String(most)}; last: ${String(buckets.at(-1)?.[of] ?? 0)}`} />
      <div className="row-tight small muted"><span>{day(buckets[0]?.at)}</span><span className="end">{day(buckets.at(-1)?.at)}</span></div>
    </div>
  );
}
