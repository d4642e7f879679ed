const [bars, step, tall] = [144, 8, 44];

/** A hill for each phrase, rough as music is: the same on every screen. */
const lengthOf = (bar: number, phase: number) =>
  0.25 + 0.45 * Math.abs(Math.sin(bar / 9 + phase)) + 0.3 * Math.abs(Math.sin(bar * 2.7 + phase * 5) * Math.cos(bar * 0.83));

/** Which song the mashup has at a bar. */
const isOther = (bar: number) => Math.floor(bar / 24) % 2 === 1;

interface LaneProps { name: string; top: number; color: (bar: number) => string; length: (bar: number) => number }

function Lane({ name, top, color, length }: LaneProps) {
  return (
    <>
      <text x={0} y={top + tall / 2 + 4}>{name}</text>
      {Array.from({ length: bars }, (_, bar) => {
        const high = Math.max(3, length(bar) * tall);
        return <rect key={bar} className={color(bar)} x={96 + bar * (step - 0.8)} y={top + (tall - high) / 2} width={4} height={high} rx={2} />;
      })}
    </>
  );
}

/** What the page is about, without words: two songs, and what becomes of them. */
export function MashupPicture() {
  const [one, other] = [(bar: number) => lengthOf(bar, 0), (bar: number) => lengthOf(bar, 2.1)];
  return (
    <svg className="picture" viewBox="0 0 1136 176" aria-hidden>
      <Lane name="Song one" top={0} color={() => 'picture-one'} length={one} />
      <Lane name="Song two" top={62} color={() => 'picture-other'} length={other} />
      <Lane name="Mashup" top={128} color={(bar) => (isOther(bar) ? 'picture-other' : 'picture-one')} length={(bar) => (isOther(bar) ? other : one)(bar)} />
    </svg>
  );
}
