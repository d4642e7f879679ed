import { ActionIcon, SegmentedControl, Skeleton, Slider } from '@mantine/core';
import { IconPlayerPauseFilled, IconPlayerPlayFilled, IconVolume } from '@tabler/icons-react';
import { useEffect, useMemo, type KeyboardEvent } from 'react';
import type { Mashup, Plan } from '../../api/types';
import type { Band } from '../../design/bandGradient';
import { Waveform } from '../../design/Waveform';
import { clock } from '../../music/format';
import { usePeaks } from './api';
import { readSections, type PlanSong, type SectionReading } from './planReading';
import { SectionBands } from './SectionBands';
import { usePlaybackState, type Playback } from './usePlayback';

interface Props { playback: Playback; variants: readonly Mashup[]; plan: Plan | undefined; songs: readonly PlanSong[]; onVariant: (index: number) => void }

const step = 5;

/** Listens: play, seek, volume, versions changed at the same playhead; all of it from the keyboard. */
export function Player({ playback, variants, plan, songs, onVariant }: Props) {
  const state = usePlaybackState(playback);
  const mashup = variants[playback.chosen] ?? variants[0];
  const seconds = Number.isFinite(state.duration) && state.duration > 0 ? state.duration : mashup?.durationSeconds ?? 0;
  const sections = useMemo(() => (plan === undefined ? [] : readSections(plan, songs)), [plan, songs]);
  const bands = useMemo(() => bandsOf(sections, songs, plan?.durationSeconds ?? 1), [sections, songs, plan]);
  useEffect(() => {
    document.documentElement.toggleAttribute('data-playing', state.isPlaying);
    return () => { document.documentElement.removeAttribute('data-playing'); };
  }, [state.isPlaying]);
  const keys = (event: KeyboardEvent) => {
    const move = { ArrowLeft: -step, ArrowRight: step }[event.key];
    if (event.target instanceof HTMLElement && event.target.closest('input, [role="slider"], [role="radiogroup"]') !== null) {
      return;
    }
    if (event.key === ' ' && !(event.target instanceof HTMLButtonElement)) {
      event.preventDefault();
      playback.toggle();
    } else if (move !== undefined) {
      event.preventDefault();
      playback.seek(state.seconds + move);
    }
  };
  if (mashup === undefined) {
    return null;
  }

  return (
    <section className="panel player stack" aria-label="Player" onKeyDown={keys}>
      <Wave mashup={mashup} playback={playback} seconds={seconds} bands={bands} />
      {plan === undefined ? <Skeleton height={72} /> : (
        <>
          <SectionBands sections={sections} songs={songs} seconds={seconds} at={state.seconds} onSeek={(s) => { playback.seek(s); }} />
          <Legend songs={songs} />
        </>
      )}
      <div className="row player-controls">
        <ActionIcon size={56} radius="xl" variant="filled" aria-label={state.isPlaying ? 'Pause' : 'Play'} onClick={state.toggle}>
          {state.isPlaying ? <IconPlayerPauseFilled size={26} /> : <IconPlayerPlayFilled size={26} />}
        </ActionIcon>
        <span className="numbers" data-testid="time">{clock(state.seconds)} <span className="muted">/ {clock(seconds)}</span></span>
        <Slider className="grow seek" size="sm" label={null} min={0} max={Math.max(1, seconds)} step={1} value={state.seconds} onChange={(s) => { playback.seek(s); }}
          thumbLabel="Position" thumbValueText={`${clock(state.seconds)} of ${clock(seconds)}`} />
        <span className="row-tight volume"><IconVolume size={20} stroke={1.6} aria-hidden />
          <Slider className="volume-slider" size="sm" label={null} min={0} max={1} step={0.05} value={state.volume} onChange={(v) => { playback.media.forEach((m) => { m.volume = v; }); }} thumbLabel="Volume" />
        </span>
      </div>
      {state.hasError ? <p className="form-error" role="alert">The audio cannot be played right now. Check the connection and press play again.</p> : null}
      {variants.length > 1 ? (
        <div className="row">
          <span className="small muted">Compare versions at the same moment</span>
          <SegmentedControl className="end" aria-label="Version" value={String(playback.chosen)}
            data={variants.map((v, i) => ({ value: String(i), label: `${String.fromCharCode(65 + i)}${v.score ? ` · ${String(Math.round(v.score))}` : ''}` }))}
            onChange={(v) => { void playback.choose(Number(v)).then(() => { onVariant(Number(v)); }); }} />
        </div>
      ) : null}
    </section>
  );
}

function Legend({ songs }: { songs: readonly PlanSong[] }) {
  return (
    <div className="row small muted legend">
      {songs.map((s) => <span key={s.color} className="row-tight who"><span className="swatch" style={{ '--swatch': s.color }} /><span className="cut">{s.name}</span></span>)}
      <span className="end">Upper line: voice · lower line: music</span>
    </div>
  );
}

/** Each section in the colour of the song that leads it: who sings, or whose music it is. */
function bandsOf(sections: readonly SectionReading[], songs: readonly PlanSong[], seconds: number): Band[] {
  return sections.map(({ start, end, voice, bed }) => {
    const color = songs[voice]?.color ?? songs[bed]?.color;
    return { from: start / seconds, to: end / seconds, color: color === undefined ? '--wave' : color.slice('var('.length, -1) };
  });
}

function Wave({ mashup, playback, seconds, bands }: { mashup: Mashup; playback: Playback; seconds: number; bands: readonly Band[] }) {
  const peaks = usePeaks(mashup);
  const data = useMemo(() => peaks.data?.data.filter((_, i) => i % 2 === 1), [peaks.data]);
  if (peaks.isError) {
    return <p className="muted">The waveform cannot be shown; playing works all the same.</p>;
  }

  return data === undefined || seconds === 0 || bands.length === 0 ? <Skeleton height={112} />
    : <Waveform media={playback.current} peaks={data} bands={bands} seconds={peaks.data?.durationSeconds ?? seconds} label={`Waveform of ${mashup.title}`} />;
}
