import type { Plan } from '../../api/types';
import { Panel } from '../../design/Panel';
import { clock } from '../../music/format';
import { songColor } from '../../theme/theme';
import { generalReasons, readSections } from './planReading';

interface Props { plan: Plan; names: readonly string[]; onSeek: (seconds: number) => void }

/** What the planner did in each section, and why. */
export function WhyPanel({ plan, names, onSeek }: Props) {
  const general = generalReasons(plan);
  return (
    <Panel title="Why it sounds like this">
      {general.length === 0 ? null : <ul className="reasons">{general.map((r) => <li key={r}>{r}</li>)}</ul>}
      <ol className="plain whys">
        {readSections(plan).map((s) => (
          <li key={s.start}>
            <button type="button" className="why-time numbers" onClick={() => { onSeek(s.start); }} aria-label={`Play from ${clock(s.start)}`}>{clock(s.start)}</button>
            <div>
              <div className="row-tight"><strong className="why-label">{s.label}</strong>
                <Who kind="voice" index={s.voice} names={names} /><Who kind="music" index={s.bed} names={names} /></div>
              {s.why.map((w) => <p key={w} className="small">{w}</p>)}
            </div>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function Who({ kind, index, names }: { kind: string; index: number; names: readonly string[] }) {
  return index < 0 ? null : (
    <span className="row-tight small muted who"><span className="swatch" style={{ '--swatch': songColor(index) }} /><span className="cut">{kind}: {names[index]}</span></span>
  );
}
