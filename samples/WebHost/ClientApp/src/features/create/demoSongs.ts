/** Two short songs made in the browser: drums, bass, chords and a tune, in neighbouring keys and tempi. */
export async function demoSongs(): Promise<File[]> {
  const songs = await Promise.all([
    render({ bpm: 120, root: 57, chords: [[0, 3, 7], [-4, 0, 3], [-9, -5, -2], [-2, 2, 5]], lead: 'triangle', tune: [12, 15, 19, 17, 15, 12, 10, 12] }),
    render({ bpm: 124, root: 60, chords: [[0, 4, 7], [-3, 0, 4], [-7, -3, 0], [-5, -1, 2]], lead: 'square', tune: [16, 14, 12, 14, 16, 19, 16, 12] }),
  ]);
  return [new File([songs[0]], 'Demo one.wav', { type: 'audio/wav' }), new File([songs[1]], 'Demo two.wav', { type: 'audio/wav' })];
}

interface Score { bpm: number; root: number; chords: number[][]; lead: OscillatorType; tune: number[] }

const rate = 44100;
const bars = 24;
const hertz = (note: number) => 440 * 2 ** ((note - 69) / 12);

async function render(score: Score): Promise<Blob> {
  const beat = 60 / score.bpm;
  const context = new OfflineAudioContext(2, Math.ceil((bars * 4 * beat + 1) * rate), rate);
  const noise = noiseOf(context);
  for (let bar = 0; bar < bars; bar++) {
    const at = bar * 4 * beat;
    const isFull = bar >= 4 && bar < 20;
    const chord = score.chords[bar % score.chords.length] ?? [0];
    for (let b = 0; b < 4; b++) {
      kick(context, at + b * beat);
      hat(context, noise, at + (b + 0.5) * beat, 0.06);
      if (b % 2 === 1 && bar >= 2) {
        hat(context, noise, at + b * beat, 0.16);
      }
    }
    chord.forEach((n) => { tone(context, 'sawtooth', hertz(score.root + n), at, 4 * beat * 0.95, 0.045); });
    if (bar >= 2) {
      for (let b = 0; b < 8; b++) {
        tone(context, 'triangle', hertz(score.root - 24 + (chord[0] ?? 0)), at + b * beat / 2, beat * 0.4, 0.22);
      }
    }
    if (isFull && bar % 8 < 6) {
      for (let n = 0; n < 4; n++) {
        tone(context, score.lead, hertz(score.root + (score.tune[(bar * 4 + n) % score.tune.length] ?? 12)), at + n * beat, beat * 0.8, 0.09);
      }
    }
  }

  return wave(await context.startRendering());
}

function tone(context: OfflineAudioContext, type: OscillatorType, frequency: number, at: number, seconds: number, level: number): void {
  const [oscillator, gain] = [context.createOscillator(), context.createGain()];
  oscillator.type = type;
  oscillator.frequency.value = frequency;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(level, at + 0.01);
  gain.gain.setTargetAtTime(0, at + seconds * 0.7, seconds * 0.12);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(at);
  oscillator.stop(at + seconds * 1.3);
}

function kick(context: OfflineAudioContext, at: number): void {
  const [oscillator, gain] = [context.createOscillator(), context.createGain()];
  oscillator.frequency.setValueAtTime(140, at);
  oscillator.frequency.exponentialRampToValueAtTime(45, at + 0.1);
  gain.gain.setValueAtTime(0.6, at);
  gain.gain.exponentialRampToValueAtTime(0.001, at + 0.25);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(at);
  oscillator.stop(at + 0.3);
}

function hat(context: OfflineAudioContext, noise: AudioBuffer, at: number, level: number): void {
  const [source, filter, gain] = [context.createBufferSource(), context.createBiquadFilter(), context.createGain()];
  source.buffer = noise;
  filter.type = 'highpass';
  filter.frequency.value = level > 0.1 ? 1800 : 7000;
  gain.gain.setValueAtTime(level, at);
  gain.gain.exponentialRampToValueAtTime(0.001, at + (level > 0.1 ? 0.18 : 0.06));
  source.connect(filter).connect(gain).connect(context.destination);
  source.start(at, 0, 0.2);
}

function noiseOf(context: OfflineAudioContext): AudioBuffer {
  const buffer = context.createBuffer(1, rate / 2, rate);
  const samples = buffer.getChannelData(0);
  let state = 1;
  for (let i = 0; i < samples.length; i++) {
    state = (state * 1103515245 + 12345) % 2147483648;
    samples[i] = state / 1073741824 - 1;
  }
  return buffer;
}

function wave(audio: AudioBuffer): Blob {
  const channels = [audio.getChannelData(0), audio.getChannelData(1)];
  const view = new DataView(new ArrayBuffer(44 + audio.length * 4));
  const word = (offset: number, text: string) => { [...text].forEach((c, i) => { view.setUint8(offset + i, c.charCodeAt(0)); }); };
  word(0, 'RIFF');
  view.setUint32(4, 36 + audio.length * 4, true);
  word(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 2, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 4, true);
  view.setUint16(32, 4, true);
  view.setUint16(34, 16, true);
  word(36, 'data');
  view.setUint32(40, audio.length * 4, true);
  for (let i = 0; i < audio.length; i++) {
    channels.forEach((samples, c) => { view.setInt16(44 + i * 4 + c * 2, Math.max(-1, Math.min(1, samples[i] ?? 0)) * 32767, true); });
  }
  return new Blob([view.buffer], { type: 'audio/wav' });
}
