import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import type { Analysis, Clip } from '../../api/types';
import type { PlanSong } from '../result/planReading';
import { ClipWave } from './ClipWave';
import { isMuted } from './edits';
import type { EditorAction } from './editorState';
import { stemWords } from './lanes';
import { beatsPerBar, snapMove, snapTo, stepOf, type Snap } from './snap';

interface Props {
  clip: Clip;
  song: PlanSong | undefined;
  analysis: Analysis | undefined;
  pixelsPerBeat: number;
  snap: Snap;
  isSelected: boolean;
  splitAt: number;
  dispatch: (action: EditorAction) => void;
}

type Part = 'move' | 'trimStart' | 'trimEnd';

const handle = 10;

/** A clip: dragged by its middle, trimmed at its ends; every move has its key. */
export function ClipView({ clip, song, analysis, pixelsPerBeat, snap, isSelected, splitAt, dispatch }: Props) {
  const drag = useRef<{ x: number; part: Part; clip: Clip; gesture: string } | null>(null);
  const width = clip.beats * pixelsPerBeat;

  const down = (event: PointerEvent<HTMLButtonElement>) => {
    const { left, right } = event.currentTarget.getBoundingClientRect();
    const part = width < 3 * handle ? 'move' : event.clientX - left < handle ? 'trimStart' : right - event.clientX < handle ? 'trimEnd' : 'move';
    drag.current = { x: event.clientX, part, clip, gesture: `${part} ${clip.id} ${String(event.timeStamp)}` };
    event.currentTarget.setPointerCapture(event.pointerId);
    dispatch({ type: 'select', id: clip.id });
  };
  const moved = (event: PointerEvent) => {
    const d = drag.current;
    if (d === null || Math.abs(event.clientX - d.x) < 3) {
      return;
    }

    const edge = d.part === 'trimEnd' ? d.clip.startBeat + d.clip.beats : d.clip.startBeat;
    dispatch({ type: 'edit', gesture: d.gesture, edit: { type: d.part, id: clip.id, beats: snapMove(edge, (event.clientX - d.x) / pixelsPerBeat, snap) } });
  };
  const up = () => {
    drag.current = null;
    dispatch({ type: 'settle' });
  };
  const key = (event: KeyboardEvent) => {
    const sign = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (sign !== undefined) {
      event.preventDefault();
      dispatch({ type: 'edit', edit: { type: event.shiftKey ? 'trimEnd' : event.altKey ? 'trimStart' : 'move', id: clip.id, beats: sign * stepOf(snap) } });
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      dispatch({ type: 'edit', edit: { type: 'remove', id: clip.id } });
    } else if (event.key === 'm') {
      dispatch({ type: 'mute', id: clip.id });
    } else if (event.key === 's') {
      dispatch({ type: 'edit', edit: { type: 'split', id: clip.id, at: splitPoint(clip, splitAt, snap) } });
    }
  };

  const bars = `bar ${String(Math.floor(clip.startBeat / beatsPerBar) + 1)}, ${String(Math.round(clip.beats * 10) / 10)} beats`;
  return (
    <button type="button" className="clip" aria-pressed={isSelected} data-muted={isMuted(clip) ? true : undefined} data-clip={clip.id}
      aria-label={`${stemWords[clip.stem]} of ${song?.name ?? 'a song'}, ${bars}${isMuted(clip) ? ', muted' : ''}`}
      style={{ left: clip.startBeat * pixelsPerBeat, width, '--swatch': song?.color, '--fade-in': `${String(clip.fadeInBeats * pixelsPerBeat)}px`, '--fade-out': `${String(clip.fadeOutBeats * pixelsPerBeat)}px` }}
      onPointerDown={down} onPointerMove={moved} onPointerUp={up} onPointerCancel={up} onKeyDown={key} onFocus={() => { dispatch({ type: 'select', id: clip.id }); }}>
      {analysis === undefined ? null : <ClipWave clip={clip} analysis={analysis} width={width} />}
      <span className="clip-name">{stemWords[clip.stem]}{clip.semitones === 0 ? '' : ` ${clip.semitones > 0 ? '+' : ''}${String(clip.semitones)}`}</span>
    </button>
  );
}

/** At the playhead where it is inside the clip, in its middle otherwise. */
export function splitPoint(clip: Clip, playhead: number, snap: Snap): number {
  const isInside = playhead > clip.startBeat && playhead < clip.startBeat + clip.beats;
  return isInside ? playhead : snapTo(clip.startBeat + clip.beats / 2, snap === 'bar' && clip.beats < 2 * beatsPerBar ? 'beat' : snap);
}
