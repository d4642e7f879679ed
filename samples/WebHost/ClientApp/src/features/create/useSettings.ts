import { useEffect, useReducer } from 'react';
import { changeSettings, initialSettings, type Settings } from './settings';

const place = 'mashup.settings';

/** The settings, kept over a reload and a visit to another page. */
export function useSettings() {
  const [settings, change] = useReducer(changeSettings, initialSettings, restore);
  useEffect(() => {
    try {
      sessionStorage.setItem(place, JSON.stringify(settings));
    } catch {
      // Storage may be forbidden; the settings then live as long as the page.
    }
  }, [settings]);
  return [settings, change] as const;
}

function restore(initial: Settings): Settings {
  try {
    return { ...initial, ...(JSON.parse(sessionStorage.getItem(place) ?? '{}') as Partial<Settings>) };
  } catch {
    return initial;
  }
}
