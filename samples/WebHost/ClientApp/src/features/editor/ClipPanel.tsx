import { Button, NumberInput, Select, Slider } from '@mantine/core';
import { IconCut, IconTrash, IconVolume, IconVolumeOff } from '@tabler/icons-react';
import type { Clip, Stem } from '../../api/types';
import { Panel } from '../../design/Panel';
import type { PlanSong } from '../result/planReading';
import { splitPoint } from './ClipView';
import { gainRange, isMuted, pitchRange, type Edit } from './edits';
import type { EditorAction } from './editorState';
import { stemOrder, stemWords } from './lanes';
import type { Snap } from './snap';

interface Props { clip: Clip | undefined; song: PlanSong | undefined; snap: Snap; playhead: number; dispatch: (action: EditorAction) => void }

/** What can be done to the chosen clip. */
export function ClipPanel({ clip, song, snap, playhead, dispatch }: Props) {
  if (clip === undefined) {
    return <Panel title="Clip"><p className="muted">Choose a clip to change it. Drag its middle to move it, its ends to trim it; the arrow keys do the same.</p></Panel>;
  }

  const edit = (e: Edit, gesture?: string) => { dispatch({ type: 'edit', edit: e, ...(gesture === undefined ? {} : { gesture }) }); };
  const { id } = clip;
  const number = (value: number | string) => (typeof value === 'number' ? value : 0);
  return (
    <Panel title={`${stemWords[clip.stem]} of ${song?.name ?? 'a song'}`}>
      <div>
        <div className="row-tight field-name"><span>Gain</span><span className="end muted numbers">{isMuted(clip) ? 'muted' : `${clip.gainDb.toFixed(1)} dB`}</span></div>
        <Slider thumbLabel="Gain" min={-24} max={12} step={0.5} label={null} disabled={isMuted(clip)} value={Math.max(-24, Math.min(12, clip.gainDb))}
          onChange={(gainDb) => { edit({ type: 'gain', id, gainDb: Math.max(gainRange.least, gainDb) }, `gain ${id}`); }} onChangeEnd={() => { dispatch({ type: 'settle' }); }} />
      </div>
      <div className="pair">
        <NumberInput label="Fade in, beats" min={0} max={clip.beats} step={0.5} value={clip.fadeInBeats} onChange={(v) => { edit({ type: 'fades', id, fadeInBeats: number(v), fadeOutBeats: clip.fadeOutBeats }); }} />
        <NumberInput label="Fade out, beats" min={0} max={clip.beats} step={0.5} value={clip.fadeOutBeats} onChange={(v) => { edit({ type: 'fades', id, fadeInBeats: clip.fadeInBeats, fadeOutBeats: number(v) }); }} />
        <NumberInput label="Pitch, semitones" min={-pitchRange} max={pitchRange} step={1} allowDecimal={false} value={clip.semitones} onChange={(v) => { edit({ type: 'pitch', id, semitones: number(v) }); }} />
        <Select label="Part of the song" allowDeselect={false} comboboxProps={{ withinPortal: false }} value={clip.stem} data={stemOrder.map((s) => ({ value: s, label: stemWords[s] }))}
          onChange={(stem) => { if (stem !== null) { edit({ type: 'stem', id, stem: stem as Stem }); } }} />
      </div>
      <div className="row">
        <Button variant="default" leftSection={isMuted(clip) ? <IconVolume size={18} aria-hidden /> : <IconVolumeOff size={18} aria-hidden />} onClick={() => { dispatch({ type: 'mute', id }); }}>{isMuted(clip) ? 'Unmute' : 'Mute'}</Button>
        <Button variant="default" leftSection={<IconCut size={18} aria-hidden />} onClick={() => { edit({ type: 'split', id, at: splitPoint(clip, playhead, snap) }); }}>Split</Button>
        <Button variant="default" leftSection={<IconTrash size={18} aria-hidden />} onClick={() => { edit({ type: 'remove', id }); }}>Remove</Button>
      </div>
    </Panel>
  );
}
