import { Progress } from '@mantine/core';
import type { Plan } from '../../api/types';
import { Panel } from '../../design/Panel';
import { ScoreRing } from '../../design/ScoreRing';

const parts = [
  { key: 'harmonic', name: 'Keys agree' },
  { key: 'rhythmic', name: 'Beats lock' },
  { key: 'spectral', name: 'Sounds have room' },
] as const;

/** How good it came out, and how well the songs go together with what that is made of. */
export function ScorePanel({ plan, score }: { plan: Plan; score: number | null | undefined }) {
  return (
    <Panel title="Score">
      {score === null || score === undefined ? null : (
        <div className="row-tight score">
          <ScoreRing score={score} />
          <p><strong>The sound</strong><br /><span className="small muted">Measured on the finished mashup: beat, key, level and joins.</span></p>
        </div>
      )}
      <div className="row-tight score">
        <ScoreRing score={plan.score.overall} />
        <p><strong>The match</strong><br /><span className="small muted">How well these songs go together:</span></p>
      </div>
      <ul className="plain parts">
        {parts.map(({ key, name }) => (
          <li key={key}>
            <div className="row-tight small"><span>{name}</span><span className="end muted numbers">{Math.round(plan.score[key] * 100)}</span></div>
            <Progress size="sm" value={plan.score[key] * 100} aria-label={name} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
