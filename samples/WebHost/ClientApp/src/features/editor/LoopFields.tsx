import { NumberInput } from '@mantine/core';
import type { Region } from './preview';
import { beatsPerBar } from './snap';

interface Props { region: Region; totalBeats: number; onRegion: (region: Region) => void }

/** The stretch that the preview plays, in bars: any stretch, not only a section. */
export function LoopFields({ region, totalBeats, onRegion }: Props) {
  const bars = Math.max(1, Math.ceil(totalBeats / beatsPerBar));
  const first = Math.floor(region.start / beatsPerBar) + 1;
  const last = Math.max(first, Math.ceil((region.start + region.beats) / beatsPerBar));
  const set = (from: number, to: number) => { onRegion({ start: (from - 1) * beatsPerBar, beats: (to - from + 1) * beatsPerBar }); };
  return (
    <span className="row-tight loop-fields">
      <span className="small muted" aria-hidden>Loop bars</span>
      <NumberInput size="xs" aria-label="Loop from bar" min={1} max={bars} clampBehavior="strict" allowDecimal={false} value={first}
        onChange={(v) => { if (typeof v === 'number' && v >= 1) { set(v, Math.max(v, last)); } }} />
      <span aria-hidden>–</span>
      <NumberInput size="xs" aria-label="Loop to bar" min={1} max={bars} clampBehavior="strict" allowDecimal={false} value={last}
        onChange={(v) => { if (typeof v === 'number' && v >= 1) { set(Math.min(first, v), v); } }} />
    </span>
  );
}
