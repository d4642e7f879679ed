import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { del, get } from '../../api/http';
import type { Analysis, Match, Page, Track } from '../../api/types';

const tracksKey = ['tracks'];
const whileAnalysing = 1500;

/** The songs of the pool, oldest first so that a new one appears at the end; asked for again while one of them is being listened to. */
export function useTracks() {
  return useQuery({
    queryKey: tracksKey,
    queryFn: async ({ signal }) => {
      const page = await get<Page<Track> | Track[]>('/tracks', { query: { limit: 100 }, signal });
      return (Array.isArray(page) ? page : page.items).toReversed();
    },
    refetchInterval: (query) => (query.state.data?.some((t) => t.status === 'analysing') === true ? whileAnalysing : false),
  });
}

/** What was found in a song; it never changes. */
export function useAnalysis(track: Track) {
  return useQuery({
    queryKey: ['analysis', track.id],
    queryFn: ({ signal }) => get<Analysis>(`/tracks/${track.id}/analysis`, { signal }),
    enabled: track.status === 'ready',
    staleTime: Infinity,
  });
}

export function useTrackAdded() {
  const client = useQueryClient();
  return (track: Track) => {
    client.setQueryData<Track[]>(tracksKey, (tracks) => [...(tracks ?? []).filter((t) => t.id !== track.id), track]);
    void client.invalidateQueries({ queryKey: tracksKey });
  };
}

export function useRemoveTrack() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => del(`/tracks/${id}`),
    onSuccess: (_, id) => { client.setQueryData<Track[]>(tracksKey, (tracks) => tracks?.filter((t) => t.id !== id)); },
    onSettled: () => client.invalidateQueries({ queryKey: tracksKey }),
  });
}

const whileMatching = 3000;
const mostAsks = 20;

/** Who fits whom, as the planner has it; asked for again while a pair of these songs is still missing. */
export function useMatches(ids: readonly string[]) {
  const pairs = ids.length * (ids.length - 1) / 2;
  return useQuery({
    queryKey: ['matches', [...ids].toSorted()],
    queryFn: async ({ signal }) => (await get<Page<Match>>('/tracks/matches', { signal })).items,
    enabled: pairs > 0,
    refetchInterval: (query) => {
      const found = query.state.data?.filter((m) => ids.includes(m.a) && ids.includes(m.b)).length ?? 0;
      return found < pairs && query.state.dataUpdateCount < mostAsks ? whileMatching : false;
    },
  });
}
