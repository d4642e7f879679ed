import { Button, SegmentedControl, Select } from '@mantine/core';
import { IconSparkles } from '@tabler/icons-react';
import { useId, type Dispatch } from 'react';
import { messageOf } from '../../api/problem';
import type { Track } from '../../api/types';
import { Panel } from '../../design/Panel';
import { songTitle } from '../../music/format';
import { DurationChoice } from './DurationChoice';
import { FeelSlider } from './FeelSlider';
import { whatIsMissing, type Settings, type SettingsChange } from './settings';

interface Props {
  settings: Settings;
  change: Dispatch<SettingsChange>;
  tracks: readonly Track[];
  isBusy: boolean;
  error: unknown;
  onGenerate: () => void;
}

const energies = ['Chill', 'Relaxed', 'Balanced', 'Lively', 'Hype'];
const styles = ['Safe', 'Careful', 'Playful', 'Bold', 'Experimental'];

/** How the mashup should be, in words instead of theory. */
export function SettingsPanel({ settings, change, tracks, isBusy, error, onGenerate }: Props) {
  const missing = whatIsMissing(settings, tracks);
  const set = (part: Partial<Omit<Settings, 'trackIds'>>) => { change({ type: 'set', change: part }); };
  const variants = useId();
  const chosen = tracks.filter((t) => settings.trackIds.includes(t.id) && t.status !== 'unusable');
  return (
    <div className="side">
      <Panel title="How should it feel?">
        <DurationChoice seconds={settings.durationSeconds} onChange={(durationSeconds) => { set({ durationSeconds }); }} />
        <FeelSlider label="Energy" words={energies} value={settings.energy} onChange={(energy) => { set({ energy }); }} />
        <FeelSlider label="Style" words={styles} value={settings.style} onChange={(style) => { set({ style }); }} />
        <Select label="Whose vocals" value={settings.vocalsTrackId ?? ''} allowDeselect={false} comboboxProps={{ withinPortal: false }}
          data={[{ value: '', label: 'Let the planner choose' }, ...chosen.map((t) => ({ value: t.id, label: songTitle(t.fileName) }))]}
          onChange={(id) => { set({ vocalsTrackId: id === '' ? null : id }); }} />
        <div>
          <div id={variants} className="field-name">Versions to compare</div>
          <SegmentedControl aria-labelledby={variants} fullWidth value={String(settings.variants)} data={['1', '2', '3']} onChange={(n) => { set({ variants: Number(n) }); }} />
        </div>
        {error === null || error === undefined ? null : <p className="form-error" role="alert">{messageOf(error)}</p>}
        <Button size="lg" leftSection={<IconSparkles size={20} aria-hidden />} disabled={missing !== null} loading={isBusy} onClick={onGenerate}>Generate</Button>
        <p className="small muted missing" role="status">{missing ?? (error ? 'Everything you chose is still here; try again.' : '')}</p>
      </Panel>
    </div>
  );
}
