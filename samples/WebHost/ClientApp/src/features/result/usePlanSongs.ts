import { useMemo } from 'react';
import type { Mashup, Plan } from '../../api/types';
import { songTitle } from '../../music/format';
import { songColor } from '../../theme/theme';
import { useTracks } from '../pool/api';
import type { PlanSong } from './planReading';

/** The songs of a plan with the names and colours that they have in the pool. */
export function usePlanSongs(plan: Plan | undefined, mashup: Mashup | undefined): PlanSong[] {
  const tracks = useTracks().data;
  const chosen = mashup?.settings?.trackIds;
  return useMemo(() => plan?.tracks.map((t, index): PlanSong => {
    const file = tracks?.find((s) => s.id === t.file)?.fileName;
    const order = chosen?.indexOf(t.file) ?? -1;
    return { name: file === undefined ? `Song ${t.id.toUpperCase()}` : songTitle(file), color: songColor(order < 0 ? index : order) };
  }) ?? [], [plan, tracks, chosen]);
}
