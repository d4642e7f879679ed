/** 83 → "1:23". */
export function clock(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) {
    return '–';
  }

  const whole = Math.max(0, Math.floor(seconds + 1e-6));
  return `${String(Math.floor(whole / 60))}:${String(whole % 60).padStart(2, '0')}`;
}

/** "1:30", "90" → 90; null where it is neither. */
export function parseClock(text: string): number | null {
  const match = /^\s*(?:(\d{1,2}):)?(\d{1,3})\s*$/.exec(text);
  if (match === null) {
    return null;
  }

  const [minutes, seconds] = [Number(match[1] ?? 0), Number(match[2])];
  return match[1] !== undefined && seconds > 59 ? null : minutes * 60 + seconds;
}

export function megabytes(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${String(Math.max(1, Math.round(bytes / 1e3)))} kB`;
}

/** "about 40 s", "about 3 min". */
export function about(seconds: number): string {
  return seconds < 5 ? 'a few seconds' : seconds < 90 ? `about ${String(Math.ceil(seconds / 5) * 5)} s` : `about ${String(Math.round(seconds / 60))} min`;
}

export const bpm = (value: number | null | undefined) => (value === null || value === undefined ? '–' : String(Math.round(value)));

/** "chorus" → "Chorus". */
export const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

export const songTitle = (fileName: string) => fileName.replace(/\.(wav|mp3|flac|ogg|m4a|opus|aac)$/i, '').replaceAll('_', ' ');

const dates = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });
export const dateTime = (iso: string) => dates.format(new Date(iso));
