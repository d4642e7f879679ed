import type { Analysis } from '../../api/types';
import { capital, clock } from '../../music/format';

/** Share of the strip that a letter takes on a narrow card. */
const roomForLetter = 0.021;

/** The sections of a song, named where there is room. */
export function SectionStrip({ analysis }: { analysis: Analysis }) {
  return (
    <ol className="plain strip" aria-label="Sections">
      {analysis.sections.map((s) => {
        const share = (s.end - s.start) / analysis.durationSeconds;
        return (
          <li key={s.start} style={{ flexGrow: share }} title={`${capital(s.label)}, from ${clock(s.start)} to ${clock(s.end)}`}>
            {share >= (s.label.length + 0.5) * roomForLetter ? capital(s.label) : <span className="hidden-words">{capital(s.label)}</span>}
          </li>
        );
      })}
    </ol>
  );
}
