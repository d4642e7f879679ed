import type { Track } from '../../api/types';
import { Panel } from '../../design/Panel';
import { fit, fitWord } from '../../music/compatibility';
import { songTitle } from '../../music/format';
import { songColor } from '../../theme/theme';

/** Who fits whom, and why: every pair of the chosen songs, best first. */
export function Fits({ tracks }: { tracks: readonly Track[] }) {
  const songs = tracks.flatMap((t, index) => (t.status === 'ready' && t.bpm && t.key ? [{ title: songTitle(t.fileName), index, bpm: t.bpm, key: t.key }] : []));
  const pairs = songs.flatMap((a, i) => songs.slice(i + 1).map((b) => ({ a, b, fit: fit(a, b) }))).toSorted((x, y) => y.fit.score - x.fit.score);
  if (pairs.length === 0) {
    return null;
  }

  return (
    <Panel title="Who fits whom">
      <ul className="plain fits">
        {pairs.map(({ a, b, fit: f }) => (
          <li key={`${String(a.index)}-${String(b.index)}`}>
            <div className="fit-pair">
              <span className="swatch" style={{ '--swatch': songColor(a.index) }} /><span className="cut">{a.title}</span>
              <span className="muted">with</span>
              <span className="swatch" style={{ '--swatch': songColor(b.index) }} /><span className="cut">{b.title}</span>
            </div>
            <div className="small"><strong>{fitWord(f.score)}</strong> <span className="muted">· {f.tempo} · {f.key}</span></div>
          </li>
        ))}
      </ul>
      <p className="small muted">By tempo and key alone. The planner looks at every bar, and can make far songs meet with drums and transitions.</p>
    </Panel>
  );
}
