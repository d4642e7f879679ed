import type { Plan } from '../../api/types';
import { Panel } from '../../design/Panel';
import { capital, clock } from '../../music/format';
import { generalReasons, readSections, type PlanSong } from './planReading';

interface Props { plan: Plan; songs: readonly PlanSong[]; onSeek: (seconds: number) => void }

/** What the planner did in each section, and why. */
export function WhyPanel({ plan, songs, onSeek }: Props) {
  const general = generalReasons(plan, songs);
  return (
    <Panel title="Why it sounds like this">
      {general.length === 0 ? null : <ul className="reasons">{general.map((r) => <li key={r}>{r}</li>)}</ul>}
      <ol className="plain whys">
        {readSections(plan, songs).map((s) => (
          <li key={s.start}>
            <button type="button" className="why-time numbers" onClick={() => { onSeek(s.start); }} aria-label={`Play from ${clock(s.start)}`}>{clock(s.start)}</button>
            <div>
              <div className="row-tight"><strong>{capital(s.label)}</strong>
                <Who kind="voice" song={songs[s.voice]} /><Who kind="music" song={songs[s.bed]} /></div>
              {s.why.map((w) => <p key={w} className="small">{w}</p>)}
            </div>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function Who({ kind, song }: { kind: string; song: PlanSong | undefined }) {
  return song === undefined ? null : (
    <span className="row-tight small muted who"><span className="swatch" style={{ '--swatch': song.color }} /><span className="cut">{kind}: {song.name}</span></span>
  );
}
