import { useQueries } from '@tanstack/react-query';
import { useRef, type PointerEvent } from 'react';
import { get } from '../../api/http';
import type { Analysis, Plan } from '../../api/types';
import { capital } from '../../music/format';
import type { PlanSong } from '../result/planReading';
import { ClipView } from './ClipView';
import { totalBeats } from './edits';
import type { EditorAction, EditorState } from './editorState';
import { lanesOf, stemWords } from './lanes';
import type { Region } from './preview';
import { beatsPerBar, snapTo, type Snap } from './snap';

interface Props {
  state: EditorState;
  songs: readonly PlanSong[];
  pixelsPerBeat: number;
  snap: Snap;
  playhead: number;
  region: Region;
  dispatch: (action: EditorAction) => void;
  onPlayhead: (beat: number) => void;
  onRegion: (region: Region) => void;
}

const barNumbersEvery = 64;

/** The whole plan: a lane for each song and stem, on the beat grid. */
export function Timeline({ state, songs, pixelsPerBeat, snap, playhead, region, dispatch, onPlayhead, onRegion }: Props) {
  const { plan, selected } = state;
  const analyses = useAnalyses(plan);
  const beats = Math.ceil(totalBeats(plan));
  const width = beats * pixelsPerBeat;
  const ruler = useRef<HTMLDivElement>(null);
  const place = (event: PointerEvent) => {
    const left = ruler.current?.getBoundingClientRect().left ?? 0;
    onPlayhead(Math.max(0, Math.min(beats, snapTo((event.clientX - left) / pixelsPerBeat, snap === 'off' ? 'off' : 'beat'))));
  };
  const every = Math.max(1, 2 ** Math.ceil(Math.log2(barNumbersEvery / (pixelsPerBeat * beatsPerBar))));
  return (
    <div className="timeline" style={{ '--beat': `${String(pixelsPerBeat)}px`, '--bar': `${String(pixelsPerBeat * beatsPerBar)}px` }}>
      <div className="lane-head ruler-head" />
      <div className="ruler" ref={ruler} style={{ width }}>
        <div className="ruler-bars" onPointerDown={place} aria-hidden>
          {Array.from({ length: Math.ceil(beats / beatsPerBar / every) }, (_, i) => (
            <span key={i} style={{ left: i * every * beatsPerBar * pixelsPerBeat }}>{i * every + 1}</span>
          ))}
        </div>
        <div className="ruler-sections" role="group" aria-label="Sections: press to loop one">
          {plan.sections.map((s) => (
            <button key={s.startBeat} type="button" aria-pressed={s.startBeat === region.start && s.beats === region.beats}
              style={{ left: s.startBeat * pixelsPerBeat, width: s.beats * pixelsPerBeat - 2 }} onClick={() => { onRegion({ start: s.startBeat, beats: s.beats }); }}>{capital(s.label)}</button>
          ))}
        </div>
        <i className="playhead" style={{ left: playhead * pixelsPerBeat }} />
      </div>
      {lanesOf(plan).map((lane) => (
        <div key={`${String(lane.track)} ${lane.stem}`} className="lane-row">
          <div className="lane-head"><span className="swatch" style={{ '--swatch': songs[lane.track]?.color }} />
            <span className="lane-words"><span className="cut">{songs[lane.track]?.name}</span><span className="muted small">{stemWords[lane.stem]}</span></span></div>
          <div className="lane" style={{ width }}>
            <i className="loop" style={{ left: region.start * pixelsPerBeat, width: region.beats * pixelsPerBeat }} />
            {lane.clips.map((clip) => (
              <ClipView key={clip.id} clip={clip} song={songs[lane.track]} analysis={analyses[lane.track]} pixelsPerBeat={pixelsPerBeat} snap={snap}
                isSelected={clip.id === selected} splitAt={playhead} dispatch={dispatch} />
            ))}
            <i className="playhead" style={{ left: playhead * pixelsPerBeat }} />
          </div>
        </div>
      ))}
    </div>
  );
}

function useAnalyses(plan: Plan): (Analysis | undefined)[] {
  return useQueries({
    queries: plan.tracks.map((t) => ({
      queryKey: ['analysis', t.file], staleTime: Infinity, retry: false,
      queryFn: ({ signal }: { signal: AbortSignal }) => get<Analysis>(`/tracks/${t.file}/analysis`, { signal }),
    })),
    combine: (results) => results.map((r) => r.data),
  });
}
