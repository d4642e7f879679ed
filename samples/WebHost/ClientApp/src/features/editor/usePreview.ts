import { useEffect, useRef, useState } from 'react';
import type { Plan } from '../../api/types';
import { complain } from '../../app/says';
import { Preview, type Region } from './preview';

export type PreviewState = 'off' | 'mixing' | 'on';

const settleMilliseconds = 250;

/** Plays the loop while it is on, mixed anew after every edit. */
export function usePreview(plan: Plan, region: Region, onBeat: (beat: number) => void) {
  const [state, setState] = useState<PreviewState>('off');
  const preview = useRef<Preview | null>(null);
  const isOn = state !== 'off';
  useEffect(() => () => { void preview.current?.close(); preview.current = null; }, []);
  useEffect(() => {
    if (!isOn) {
      preview.current?.stop();
      return;
    }

    const controller = new AbortController();
    const player = preview.current ??= new Preview();
    const timer = setTimeout(() => {
      player.play(plan, region, controller.signal).then(() => {
        if (!controller.signal.aborted) {
          setState('on');
        }
      }, (error: unknown) => {
        if (!controller.signal.aborted) {
          complain(error);
          setState('off');
        }
      });
    }, settleMilliseconds);
    return () => { clearTimeout(timer); controller.abort(); };
  }, [isOn, plan, region]);
  useEffect(() => {
    if (state !== 'on') {
      return;
    }

    let frame = 0;
    const tick = () => {
      if (preview.current !== null) {
        onBeat(preview.current.beat(plan, region));
      }
      frame = requestAnimationFrame(tick);
    };
    frame = requestAnimationFrame(tick);
    return () => { cancelAnimationFrame(frame); };
  }, [state, plan, region, onBeat]);
  return { state, toggle: () => { setState((s) => (s === 'off' ? 'mixing' : 'off')); } };
}
