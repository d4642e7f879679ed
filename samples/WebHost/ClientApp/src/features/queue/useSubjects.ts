import { useQuery } from '@tanstack/react-query';
import { get } from '../../api/http';
import type { Job, Mashup, Page } from '../../api/types';
import { songTitle } from '../../music/format';
import { kindWords } from '../../music/stages';
import { useTracks } from '../pool/api';

/** What a job is about, by the name that its song or mashup has; what kind of job it is where that is gone. */
export function useSubjects(): (job: Job) => string {
  const tracks = useTracks().data;
  const mashups = useQuery({
    queryKey: ['mashups', 'titles'],
    queryFn: async ({ signal }) => (await get<Page<Mashup>>('/mashups', { query: { limit: 100 }, signal })).items,
  }).data;
  return ({ kind, links }) => {
    const [track, mashup] = [idOf(links?.track), idOf(links?.mashup)];
    const file = tracks?.find((t) => t.id === track)?.fileName;
    return file === undefined ? mashups?.find((m) => m.id === mashup)?.title ?? kindWords(kind) : songTitle(file);
  };
}

const idOf = (link: string | undefined) => link?.split('/').at(-1);
