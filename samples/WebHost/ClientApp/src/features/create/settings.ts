import type { GenerateRequest, Track } from '../../api/types';

export interface Settings {
  trackIds: string[];
  durationSeconds: number;
  energy: number;
  style: number;
  variants: number;
  vocalsTrackId: string | null;
}

export const fewestSongs = 2;
export const mostSongs = 5;
export const shortestSeconds = 30;
export const longestSeconds = 600;

export const presets = [60, 120, 180];

export const initialSettings: Settings = { trackIds: [], durationSeconds: 120, energy: 0.5, style: 0.3, variants: 1, vocalsTrackId: null };

export type SettingsChange =
  | { type: 'set'; change: Partial<Omit<Settings, 'trackIds'>> }
  | { type: 'choose'; id: string; isChosen: boolean };

/** What the user has chosen so far; the first five songs that arrive are chosen by themselves. */
export function changeSettings(settings: Settings, change: SettingsChange): Settings {
  if (change.type === 'set') {
    return { ...settings, ...change.change };
  }

  const others = settings.trackIds.filter((id) => id !== change.id);
  const trackIds = change.isChosen && others.length < mostSongs ? [...others, change.id] : others;
  const vocalsTrackId = settings.vocalsTrackId !== null && trackIds.includes(settings.vocalsTrackId) ? settings.vocalsTrackId : null;
  return { ...settings, trackIds, vocalsTrackId };
}

/** What still stands between these settings and a mashup, in words; null where nothing does. */
export function whatIsMissing(settings: Settings, tracks: readonly Track[]): string | null {
  const chosen = tracks.filter((t) => settings.trackIds.includes(t.id) && t.status !== 'unusable');
  if (chosen.length < fewestSongs) {
    const more = fewestSongs - chosen.length;
    return more === fewestSongs ? 'Choose at least two songs' : 'Choose one more song';
  }
  if (chosen.some((t) => t.status === 'analysing')) {
    return 'Still listening to your songs …';
  }
  if (settings.durationSeconds < shortestSeconds || settings.durationSeconds > longestSeconds) {
    return 'The length is from 0:30 to 10:00';
  }

  return null;
}

export function toRequest(settings: Settings, tracks: readonly Track[]): GenerateRequest {
  return {
    // In the order of the pool, which is that of the colours.
    trackIds: tracks.filter((t) => t.status === 'ready' && settings.trackIds.includes(t.id)).map((t) => t.id),
    durationSeconds: settings.durationSeconds,
    energy: settings.energy,
    style: settings.style,
    variants: settings.variants,
    ...(settings.vocalsTrackId === null ? {} : { vocalsTrackId: settings.vocalsTrackId }),
  };
}
