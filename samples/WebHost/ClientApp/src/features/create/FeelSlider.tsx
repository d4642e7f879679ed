import { Slider } from '@mantine/core';

interface Props { label: string; words: string[]; value: number; onChange: (value: number) => void }

/** A slider with words at its ends and for where it stands. */
export function FeelSlider({ label, words, value, onChange }: Props) {
  const word = words[Math.min(words.length - 1, Math.floor(value * words.length))] ?? '';
  return (
    <div>
      <div className="row-tight field-name"><span>{label}</span><span className="end muted">{word}</span></div>
      <Slider thumbLabel={label} thumbValueText={word} min={0} max={1} step={0.05} value={value} onChange={onChange} label={null} size="md" thumbSize={22} />
      <div className="row-tight small muted slider-ends" aria-hidden><span>{words[0]}</span><span className="end">{words.at(-1)}</span></div>
    </div>
  );
}
