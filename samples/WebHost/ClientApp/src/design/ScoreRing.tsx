/** A score from 0 to 100. */
export function ScoreRing({ score, size = 84 }: { score: number; size?: number }) {
  const radius = size / 2 - 4;
  const around = 2 * Math.PI * radius;
  return (
    <div className="ring" role="img" aria-label={`Score ${String(Math.round(score))} of 100`}>
      <svg width={size} height={size} aria-hidden>
        <circle cx={size / 2} cy={size / 2} r={radius} />
        <circle className="value" cx={size / 2} cy={size / 2} r={radius} strokeDasharray={`${String(around * score / 100)} ${String(around)}`} />
      </svg>
      <b aria-hidden>{Math.round(score)}</b>
    </div>
  );
}
