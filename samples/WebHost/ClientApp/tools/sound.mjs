// What a recording holds, read byte by byte.
import { must } from './browser.mjs';

/** The samples of a WAV file of 16 or 24 bits, one array for each channel. */
export function readWav(bytes) {
  must(bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WAVE', 'This is no WAV file.');
  let [channels, rate, bits, data] = [2, 44100, 16, null];
  for (let at = 12; at + 8 <= bytes.length && data === null;) {
    const [kind, length] = [bytes.toString('latin1', at, at + 4), bytes.readUInt32LE(at + 4)];
    if (kind === 'fmt ') {
      [channels, rate, bits] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 12), bytes.readUInt16LE(at + 22)];
    } else if (kind === 'data') {
      data = bytes.subarray(at + 8, Math.min(bytes.length, at + 8 + length));
    }
    at += 8 + length + length % 2;
  }

  const [step, full] = [bits / 8, 2 ** (bits - 1)];
  const frames = Math.floor(data.length / step / channels);
  const read = (frame, channel) => data.readIntLE((frame * channels + channel) * step, step) / full;
  return { rate, samples: Array.from({ length: channels }, (_, c) => Float64Array.from({ length: frames }, (_, i) => read(i, c))) };
}

/** How far apart two recordings are in each window, in dB under the louder of the two; a difference of level alone is none. */
export function differences(before, after, windowSeconds) {
  const [a, b] = [before.samples[0], after.samples[0]];
  const length = Math.min(a.length, b.length);
  const window = Math.round(windowSeconds * before.rate);
  const windows = Array.from({ length: Math.floor(length / window) }, (_, i) => {
    let [aa, bb, ab] = [0, 0, 0];
    for (let s = i * window; s < (i + 1) * window; s++) {
      aa += a[s] * a[s];
      bb += b[s] * b[s];
      ab += a[s] * b[s];
    }
    const apart = 1 - ab * ab / Math.max(1e-12, aa * bb);
    return { seconds: i * windowSeconds, db: Math.max(aa, bb) < window * 1e-8 ? -120 : 10 * Math.log10(Math.max(1e-12, apart)) };
  });
  return windows;
}

const bitrates = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const rates = [44100, 48000, 32000];

/** Length in seconds of an MP3 file, found by walking from frame to frame; fails where one is broken. */
export function secondsOfMp3(bytes) {
  let at = bytes.toString('latin1', 0, 3) === 'ID3' ? 10 + [6, 7, 8, 9].reduce((n, i) => n * 128 + bytes[i], 0) : 0;
  let seconds = 0;
  while (at + 4 <= bytes.length && bytes.toString('latin1', at, at + 3) !== 'TAG') {
    must(bytes[at] === 0xff && (bytes[at + 1] & 0xfe) === 0xfa, `The MP3 file is broken at byte ${at}.`);
    const [bitrate, rate] = [bitrates[bytes[at + 2] >> 4], rates[(bytes[at + 2] >> 2) & 3]];
    must(bitrate > 0 && rate > 0, `The MP3 file is broken at byte ${at}.`);
    at += Math.floor(144_000 * bitrate / rate) + ((bytes[at + 2] >> 1) & 1);
    seconds += 1152 / rate;
  }

  must(at >= bytes.length || bytes.toString('latin1', at, at + 3) === 'TAG', 'The MP3 file ends within a frame.');
  return seconds;
}
