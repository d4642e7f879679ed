import { useCallback, useState, type PointerEvent } from 'react';
import { Panel } from '../../design/Panel';
import { useCanvas, type Draw } from '../../design/useCanvas';
import type { Bucket } from './types';

type Value = (bucket: Bucket) => number | null | undefined;

interface Props {
  title: string;
  buckets: Bucket[];
  of: Value;
  /** A larger figure that `of` is a part of, shown paler behind it. */
  behind?: Value;
  /** What the two are called. */
  names?: [string, string];
  words?: (value: number) => string;
}

const height = 120;
const pale = 0.3;

/** A figure over time, with the highest it was, and what it was where the pointer is. */
export function Bars({ title, buckets, of, behind, names, words = String }: Props) {
  const [pointed, setPointed] = useState<number | null>(null);
  const most = Math.max(0, ...buckets.map((b) => Math.max(of(b) ?? 0, behind?.(b) ?? 0)));
  const draw = useCallback<Draw>((context, width, tall, css) => {
    const step = width / Math.max(1, buckets.length);
    const bar = (i: number, value: number, alpha: number) => {
      const length = Math.max(2, value / Math.max(1e-9, most) * (tall - 4));
      context.globalAlpha = value === 0 ? pale / 2 : alpha;
      context.fillRect(i * step + 1, tall - length, Math.max(1, step - 2), length);
    };
    context.fillStyle = css('var(--mantine-primary-color-filled)');
    buckets.forEach((b, i) => {
      if (behind !== undefined) {
        bar(i, behind(b) ?? 0, pale);
      }
      bar(i, of(b) ?? 0, 1);
    });
    context.globalAlpha = 1;
  }, [buckets, of, behind, most]);
  const ref = useCanvas(draw, height);
  const point = (event: PointerEvent) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    setPointed(Math.max(0, Math.min(buckets.length - 1, Math.floor((event.clientX - left) / width * buckets.length))));
  };
  const shown = pointed === null ? undefined : buckets[pointed];
  return (
    <Panel title={title}>
      <div>
        <div className="row-tight small muted numbers bars-head">
          {shown === undefined ? <span>{most === 0 ? 'Nothing yet' : `Most: ${words(most)}`}</span> : <span>{day(shown.at)}: {spoken(shown, of, behind, words)}</span>}
          {names === undefined ? null : <span className="end row-tight"><i className="key" />{names[0]}<i className="key key-pale" />{names[1]}</span>}
        </div>
        <canvas ref={ref} className="wave bars" style={{ height }} role="img" aria-label={`${title}. Most: ${words(most)}. Last: ${words(of(buckets.at(-1) ?? ({} as Bucket)) ?? 0)}.`}
          onPointerMove={point} onPointerLeave={() => { setPointed(null); }} />
        <div className="row-tight small muted"><span>{day(buckets[0]?.at)}</span><span className="end">{day(buckets.at(-1)?.at)}</span></div>
      </div>
    </Panel>
  );
}

function spoken(bucket: Bucket, of: Value, behind: Value | undefined, words: (value: number) => string): string {
  const say = (value: number | null | undefined) => (value === null || value === undefined ? '–' : words(value));
  return behind === undefined ? say(of(bucket)) : `${say(of(bucket))} of ${say(behind(bucket))}`;
}

const dayOf = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const day = (iso: string | undefined) => (iso === undefined ? '' : dayOf.format(new Date(iso)));
