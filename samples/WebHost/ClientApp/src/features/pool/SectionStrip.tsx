import type { Analysis } from '../../api/types';
import { clock } from '../../music/format';

const roomForName = 0.12;

/** The sections of a song, named where there is room. */
export function SectionStrip({ analysis }: { analysis: Analysis }) {
  return (
    <ol className="plain strip" aria-label="Sections">
      {analysis.sections.map((s) => {
        const share = (s.end - s.start) / analysis.durationSeconds;
        return (
          <li key={s.start} style={{ flexGrow: share }} title={`${s.label}, from ${clock(s.start)} to ${clock(s.end)}`}>
            {share >= roomForName ? s.label : <span className="hidden-words">{s.label}</span>}
          </li>
        );
      })}
    </ol>
  );
}
