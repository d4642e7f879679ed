// Waveform-similarity overlap-add (Verhelst and Roelands, ICASSP 1993): overlapping grains of the song are laid on the timeline,
// each moved by a few milliseconds so that it goes on where the one before would have gone.

const grain = 2048;
const hop = grain / 2;
const reach = 512;
const coarse = 8;
const every = 4;

const hann = Float32Array.from({ length: grain }, (_, i) => 0.5 - 0.5 * Math.cos(2 * Math.PI * i / grain));

/**
 * A piece of a song at another tempo, its pitch moved by semitones and by nothing else.
 * `sourceFrame` says where in the song a frame of the piece comes from.
 */
export function stretched(song: readonly Float32Array[], frames: number, sourceFrame: (frame: number) => number, semitones: number): Float32Array<ArrayBuffer>[] {
  const speed = 2 ** (semitones / 12);
  const piece = song.map(() => new Float32Array(frames));
  const lead = song[0] ?? new Float32Array(0);
  let goesOn: number | null = null;
  for (let centre = 0; centre - hop < frames; centre += hop) {
    const wanted = sourceFrame(centre) - hop * speed;
    const start: number = goesOn === null ? wanted : wanted + bestShift(lead, wanted, goesOn, speed);
    song.forEach((channel, c) => { lay(channel, start, speed, piece[c] as Float32Array, centre - hop); });
    goesOn = start + hop * speed;
  }

  return piece;
}

function lay(from: Float32Array, start: number, speed: number, to: Float32Array, at: number): void {
  const last = Math.min(grain, to.length - at);
  for (let i = Math.max(0, -at); i < last; i++) {
    to[at + i] = (to[at + i] ?? 0) + (hann[i] ?? 0) * sampleAt(from, start + i * speed);
  }
}

function sampleAt(from: Float32Array, place: number): number {
  const whole = Math.floor(place);
  const left = from[whole] ?? 0;
  return left + (place - whole) * ((from[whole + 1] ?? 0) - left);
}

/** The shift at which the song around `wanted` is most alike to the song from `goesOn` on. */
function bestShift(song: Float32Array, wanted: number, goesOn: number, speed: number): number {
  const natural = goesOn - wanted;
  if (Math.abs(natural) <= 1) {
    return natural;
  }

  const [a, b] = [Math.round(goesOn), Math.round(wanted)];
  const best = (from: number, to: number, step: number) => {
    let [shift, most] = [from, -Infinity];
    for (let s = from; s <= to; s += step) {
      const value = likeness(song, a, b + s, hop * speed);
      if (value > most) {
        [shift, most] = [s, value];
      }
    }
    return shift;
  };
  const near = best(-reach, reach, coarse);
  return best(near - coarse + 1, near + coarse - 1, 1);
}

function likeness(song: Float32Array, a: number, b: number, length: number): number {
  let [both, power] = [0, 1e-9];
  for (let i = 0; i < length; i += every) {
    const y = song[b + i] ?? 0;
    both += (song[a + i] ?? 0) * y;
    power += y * y;
  }

  return both / Math.sqrt(power);
}
