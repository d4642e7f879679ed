import { ActionIcon, Checkbox, Loader, Skeleton } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { Track } from '../../api/types';
import { Chip } from '../../design/Chip';
import { EnergyWave } from '../../design/EnergyWave';
import { bpm, clock, songTitle } from '../../music/format';
import { songColor } from '../../theme/theme';
import { useAnalysis } from './api';
import { SectionStrip } from './SectionStrip';

interface Props { track: Track; colorIndex: number; isChosen: boolean; canChoose: boolean; onChoose: (isChosen: boolean) => void; onRemove: () => void }

/** A song of the pool: from "listening" to what was found in it. */
export function TrackCard({ track, colorIndex, isChosen, canChoose, onChoose, onRemove }: Props) {
  const title = songTitle(track.fileName);
  const color = colorIndex < 0 ? 'var(--wave)' : songColor(colorIndex);
  const analysis = useAnalysis(track);
  const isReady = track.status === 'ready';
  return (
    <li className="panel song stack" data-chosen={isChosen && isReady ? true : undefined} style={{ '--swatch': color }}>
      <div className="row-tight">
        {track.status === 'unusable' ? <strong className="grow cut" title={track.fileName}>{title}</strong> : (
          <Checkbox className="grow song-choice" checked={isChosen} disabled={!canChoose && !isChosen} onChange={(e) => { onChoose(e.currentTarget.checked); }}
            label={<strong className="cut" title={track.fileName}>{title}</strong>} />
        )}
        <ActionIcon variant="subtle" color="gray" aria-label={`Remove ${title}`} onClick={onRemove}><IconTrash size={18} stroke={1.6} /></ActionIcon>
      </div>
      {track.status === 'unusable' ? <p className="small form-error" role="alert">{track.error ?? 'This file cannot be used.'}</p> : null}
      {track.status === 'analysing' ? (
        <div className="row-tight song-wait" role="status"><Loader size="sm" aria-hidden /><span className="muted">Listening: beat, key and sections …</span></div>
      ) : null}
      {isReady ? (
        <>
          {analysis.data === undefined ? <Skeleton height={74} /> : <div><EnergyWave analysis={analysis.data} color={color} /><SectionStrip analysis={analysis.data} /></div>}
          <div className="row song-facts">
            <Chip title="Beats per minute">{bpm(track.bpm)} BPM</Chip>
            {track.key ? <Chip title="Key, and its place on the wheel that DJs use">{track.key.tonic} {track.key.mode} · {track.key.camelot}</Chip> : null}
            <Chip>{clock(track.durationSeconds)}</Chip>
          </div>
        </>
      ) : null}
    </li>
  );
}
