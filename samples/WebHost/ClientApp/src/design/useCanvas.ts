import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';

export type Draw = (context: CanvasRenderingContext2D, width: number, height: number, color: (css: string) => string) => void;

/** A canvas as sharp as the screen, drawn anew when its size, its content or the colour scheme changes. */
export function useCanvas(draw: Draw, height: number) {
  const ref = useRef<HTMLCanvasElement>(null);
  const [wide, setWide] = useState(0);
  const colorScheme = useComputedColorScheme('light');
  useEffect(() => {
    const canvas = ref.current;
    if (canvas === null) {
      return;
    }

    const observer = new ResizeObserver(() => { setWide(canvas.clientWidth); });
    observer.observe(canvas);
    return () => { observer.disconnect(); };
  }, []);
  useEffect(() => {
    const canvas = ref.current;
    const context = canvas?.getContext('2d') ?? null;
    if (canvas === null || context === null || wide === 0) {
      return;
    }

    const scale = window.devicePixelRatio || 1;
    canvas.width = Math.round(wide * scale);
    canvas.height = Math.round(height * scale);
    context.scale(scale, scale);
    context.clearRect(0, 0, wide, height);
    const styles = getComputedStyle(canvas);
    draw(context, wide, height, (css) => {
      const name = /^var\((--[\w-]+)\)$/.exec(css)?.[1];
      return name === undefined ? css : styles.getPropertyValue(name).trim();
    });
  }, [draw, height, wide, colorScheme]);
  return ref;
}
