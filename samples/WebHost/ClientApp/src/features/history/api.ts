import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { del, get, patch } from '../../api/http';
import type { Mashup, Page } from '../../api/types';
import { isMaking } from '../result/api';

const whileMaking = 3000;

export function useHistory(q: string) {
  return useInfiniteQuery({
    queryKey: ['mashups', 'history', q],
    queryFn: ({ pageParam, signal }) => get<Page<Mashup>>('/mashups', { query: { limit: 20, after: pageParam, q }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? null,
    // What was found before stays until what is found now is here.
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (query.state.data?.pages.some((p) => p.items.some(isMaking)) === true ? whileMaking : false),
  });
}

export function useDeleteMashup() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => del(`/mashups/${id}`),
    onSettled: () => client.invalidateQueries({ queryKey: ['mashups'] }),
  });
}

export function useRename() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, title }: { id: string; title: string }) => patch<Mashup>(`/mashups/${id}`, { title }),
    onSettled: (_, __, { id }) => Promise.all([client.invalidateQueries({ queryKey: ['mashups'] }), client.invalidateQueries({ queryKey: ['mashup', id] })]),
  });
}
