import type { Analysis } from '../../api/types';
import { clock } from '../../music/format';

/** Share of the strip that a letter takes on a narrow card. */
const roomForLetter = 0.024;

/** The sections of a song, named where there is room. */
export function SectionStrip({ analysis }: { analysis: Analysis }) {
  return (
    <ol className="plain strip" aria-label="Sections">
      {analysis.sections.map((s) => {
        const share = (s.end - s.start) / analysis.durationSeconds;
        return (
          <li key={s.start} style={{ flexGrow: share }} title={`${s.label}, from ${clock(s.start)} to ${clock(s.end)}`}>
            {share >= (s.label.length + 1) * roomForLetter ? s.label : <span className="hidden-words">{s.label}</span>}
          </li>
        );
      })}
    </ol>
  );
}
