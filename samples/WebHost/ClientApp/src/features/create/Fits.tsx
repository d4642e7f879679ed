import type { Track } from '../../api/types';
import { Panel } from '../../design/Panel';
import { songTitle } from '../../music/format';
import { songColor } from '../../theme/theme';
import { useMatches } from '../pool/api';
import { pairsOf, type Chosen } from './pairs';

/** Who fits whom, and why: every pair of the chosen songs, best first. */
export function Fits({ tracks }: { tracks: readonly Track[] }) {
  const songs = tracks.flatMap((t, index): Chosen[] => (t.status === 'ready' && t.bpm && t.key ? [{ id: t.id, title: songTitle(t.fileName), index, bpm: t.bpm, key: t.key }] : []));
  const matches = useMatches(songs.map((s) => s.id));
  const pairs = pairsOf(songs, matches.data ?? []);
  if (pairs.length === 0) {
    return null;
  }

  return (
    <Panel title="Who fits whom">
      <ul className="plain fits">
        {pairs.map(({ a, b, word, reasons }) => (
          <li key={`${a.id} ${b.id}`}>
            <div className="fit-pair">
              <Name song={a} /><span className="muted">with</span><Name song={b} />
            </div>
            <div className="small fit-why"><strong>{word}</strong>{reasons.map((r) => <span key={r} className="muted">{r}</span>)}</div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Name({ song }: { song: Chosen }) {
  return <><span className="swatch" style={{ '--swatch': songColor(song.index) }} /><span className="cut">{song.title}</span></>;
}
