import { capital, clock } from '../../music/format';
import type { PlanSong, SectionReading } from './planReading';

interface Props { sections: SectionReading[]; songs: readonly PlanSong[]; seconds: number; at: number; onSeek: (seconds: number) => void }

const nobody = 'var(--line)';

/** Under the waveform: whose voice and whose music each section has. A press jumps there. */
export function SectionBands({ sections, songs, seconds, at, onSeek }: Props) {
  const who = (index: number) => (index < 0 ? 'nobody' : songs[index]?.name ?? 'a song');
  return (
    <div className="bands" role="group" aria-label="Sections">
      {sections.map((s) => (
        <button key={s.start} type="button" className="band" data-now={at >= s.start && at < s.end ? true : undefined}
          style={{ flexGrow: Math.max(0.001, (s.end - s.start) / Math.max(1, seconds)), '--voice': songs[s.voice]?.color ?? nobody, '--bed': songs[s.bed]?.color ?? nobody }}
          title={`${capital(s.label)}: voice of ${who(s.voice)}, music of ${who(s.bed)}`} aria-label={`${capital(s.label)} at ${clock(s.start)}: voice of ${who(s.voice)}, music of ${who(s.bed)}`}
          onClick={() => { onSeek(s.start); }}>
          <i className="band-voice" /><i className="band-bed" />
          <span className="band-name">{capital(s.label)}</span>
        </button>
      ))}
    </div>
  );
}
