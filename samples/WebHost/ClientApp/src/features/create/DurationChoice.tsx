import { SegmentedControl, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { clock, parseClock } from '../../music/format';
import { longestSeconds, presets, shortestSeconds } from './settings';

interface Props { seconds: number; onChange: (seconds: number) => void }

const own = 'own';

/** A preset, or any length from half a minute to ten. */
export function DurationChoice({ seconds, onChange }: Props) {
  const id = useId();
  const [isOwn, setOwn] = useState(!presets.includes(seconds));
  const [text, setText] = useState(clock(seconds));
  const parsed = parseClock(text);
  const isWrong = isOwn && (parsed === null || parsed < shortestSeconds || parsed > longestSeconds);
  const choose = (value: string) => {
    setOwn(value === own);
    if (value === own) {
      setText(clock(seconds));
    } else {
      onChange(Number(value));
    }
  };
  const type = (value: string) => {
    setText(value);
    onChange(parseClock(value) ?? 0);
  };
  return (
    <div className="stack tight">
      <div>
        <div id={id} className="field-name">Length</div>
        <SegmentedControl aria-labelledby={id} fullWidth value={isOwn ? own : String(seconds)} onChange={choose}
          data={[...presets.map((p) => ({ value: String(p), label: clock(p) })), { value: own, label: 'Own' }]} />
      </div>
      {isOwn ? (
        <TextInput label="Minutes and seconds" value={text} inputMode="text" error={isWrong ? 'From 0:30 to 10:00' : undefined}
          onChange={(e) => { type(e.currentTarget.value); }} />
      ) : null}
    </div>
  );
}
