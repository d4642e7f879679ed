import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, put } from '../../api/http';
import type { Mashup, Page, Plan } from '../../api/types';

export const isReady = (m: Mashup) => m.status === 'ready' || m.status === 'succeeded';
/** Made once, it can be heard, also while a new mix of it is being made. */
export const canBeHeard = (m: Mashup) => isReady(m) || (m.revision ?? 0) > 0;
export const isMaking = (m: Mashup) => m.status === 'queued' || m.status === 'running';

export function useMashup(id: string) {
  return useQuery({ queryKey: ['mashup', id], queryFn: ({ signal }) => get<Mashup>(`/mashups/${id}`, { signal }) });
}

export function usePlan(mashup: Mashup | undefined) {
  return useQuery({
    queryKey: ['plan', mashup?.id, mashup?.revision],
    queryFn: ({ signal }) => get<Plan>(`/mashups/${mashup?.id ?? ''}/plan`, { signal }),
    enabled: mashup !== undefined && canBeHeard(mashup),
  });
}

export interface Peaks { durationSeconds: number; length: number; data: number[] }

export function usePeaks(mashup: Mashup) {
  return useQuery({
    queryKey: ['peaks', mashup.id, mashup.revision],
    queryFn: ({ signal }) => get<Peaks>(`/mashups/${mashup.id}/peaks`, { signal }),
    enabled: canBeHeard(mashup),
    staleTime: Infinity,
  });
}

/** The versions that were made together, this one included, in order. */
export function useVariants(mashup: Mashup | undefined) {
  const first = mashup?.variantOf ?? mashup?.id;
  return useQuery({
    queryKey: ['mashups', 'variants', first],
    queryFn: async ({ signal }) => {
      const page = await get<Page<Mashup>>('/mashups', { query: { limit: 100 }, signal });
      return page.items.filter((m) => (m.variantOf ?? m.id) === first && canBeHeard(m)).toSorted((a, b) => (a.variant ?? 1) - (b.variant ?? 1));
    },
    enabled: mashup !== undefined && canBeHeard(mashup),
  });
}

export function useRate(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (rating: { stars: number; comment?: string }) => put<Mashup>(`/mashups/${id}/rating`, rating),
    onSuccess: () => client.invalidateQueries({ queryKey: ['mashup', id] }),
  });
}
