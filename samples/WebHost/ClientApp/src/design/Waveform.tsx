import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import WaveSurfer from 'wavesurfer.js';
import { bandGradient, mixed, type Band } from './bandGradient';

interface Props { media: HTMLAudioElement; peaks: number[]; seconds: number; bands: readonly Band[]; height?: number; label: string }

/** How much of its colour is left of what was not played yet. */
const ahead = 0.45;

const rules = new CSSStyleSheet();
rules.replaceSync(`
  :host { user-select: none; min-width: 1px; }
  .scroll { overflow: hidden; width: 100%; position: relative; }
  .wrapper { position: relative; overflow: visible; z-index: 2; }
  .canvases { pointer-events: none; }
  .canvases > div, .progress > div { position: relative; }
  canvas { display: block; position: absolute; top: 0; }
  .progress { pointer-events: none; position: absolute; z-index: 2; top: 0; left: 0; width: 0; height: 100%; overflow: hidden; }
  .cursor { pointer-events: none; position: absolute; z-index: 5; top: 0; left: 0; height: 100%; border-radius: 2px; }
`);

/** The waveform of what an audio element plays, in the colours of where it comes from; a click seeks. The style element that wavesurfer.js brings is forbidden here: see build/waveSurferStyles.ts. */
export function Waveform({ media, peaks, seconds, bands, height = 112, label }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');
  useEffect(() => {
    if (box.current === null) {
      return;
    }

    const styles = getComputedStyle(box.current);
    const css = (variable: string) => styles.getPropertyValue(variable).trim();
    const colors = (width: number) => ({
      waveColor: bandGradient(bands, width, (v) => mixed(css(v), css('--surface'), ahead)) ?? css('--wave'),
      progressColor: bandGradient(bands, width, css) ?? css('--mantine-primary-color-filled'),
    });
    const wide = () => Math.max(1, (box.current?.clientWidth ?? 1) * (window.devicePixelRatio || 1));
    let painted = wide();
    const surfer = WaveSurfer.create({
      container: box.current, media, height, peaks: [peaks], duration: seconds,
      ...colors(painted), cursorColor: css('--mantine-color-text'), cursorWidth: 2, barWidth: 2, barGap: 1, barRadius: 2, dragToSeek: true, interact: true,
    });
    const shadow = surfer.getWrapper().getRootNode();
    if (shadow instanceof ShadowRoot) {
      shadow.adoptedStyleSheets = [rules];
      const canvases = shadow.querySelector<HTMLElement>('.canvases');
      if (canvases !== null) {
        canvases.style.minHeight = `${String(height)}px`;
      }
    }
    surfer.on('resize', () => {
      if (painted !== wide()) {
        painted = wide();
        surfer.setOptions(colors(painted));
      }
    });
    return () => { surfer.destroy(); };
  }, [media, peaks, seconds, height, scheme, bands]);
  return <div ref={box} style={{ minHeight: height }} role="img" aria-label={label} />;
}
