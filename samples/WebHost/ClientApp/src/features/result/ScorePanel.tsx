import { Progress } from '@mantine/core';
import type { Plan } from '../../api/types';
import { Panel } from '../../design/Panel';
import { ScoreRing } from '../../design/ScoreRing';

const parts = [
  { key: 'harmonic', name: 'Keys agree' },
  { key: 'rhythmic', name: 'Beats lock' },
  { key: 'spectral', name: 'Sounds have room' },
] as const;

/** The score and what it is made of. */
export function ScorePanel({ plan, score }: { plan: Plan; score: number | null | undefined }) {
  return (
    <Panel title="Score">
      <div className="row">
        <ScoreRing score={score ?? plan.score.overall} />
        <ul className="plain grow parts">
          {parts.map(({ key, name }) => (
            <li key={key}>
              <div className="row-tight small"><span>{name}</span><span className="end muted numbers">{Math.round(plan.score[key] * 100)}</span></div>
              <Progress size="sm" value={plan.score[key] * 100} aria-label={name} />
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}
