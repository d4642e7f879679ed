import { Slider } from '@mantine/core';
import { useId } from 'react';

interface Props { label: string; words: string[]; value: number; onChange: (value: number) => void }

/** A slider with words at its ends and for where it stands. */
export function FeelSlider({ label, words, value, onChange }: Props) {
  const id = useId();
  const word = words[Math.min(words.length - 1, Math.floor(value * words.length))] ?? '';
  return (
    <div>
      <div className="row-tight field-name"><span id={id}>{label}</span><span className="end muted">{word}</span></div>
      <Slider aria-labelledby={id} thumbProps={{ 'aria-labelledby': id, 'aria-valuetext': word }} min={0} max={1} step={0.05} value={value} onChange={onChange} label={null} size="md" thumbSize={22} />
      <div className="row-tight small muted slider-ends" aria-hidden><span>{words[0]}</span><span className="end">{words.at(-1)}</span></div>
    </div>
  );
}
