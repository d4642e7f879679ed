import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { useNavigate } from 'react-router';
import { post } from '../../api/http';
import type { GenerateAnswer, Track } from '../../api/types';
import { complain } from '../../app/says';
import { PageHeader } from '../../design/PageHeader';
import { Failed, LoadingRows } from '../../design/states';
import { useRemoveTrack, useTrackAdded, useTracks } from '../pool/api';
import { DropZone } from '../pool/DropZone';
import { TrackCard } from '../pool/TrackCard';
import { UploadRow } from '../pool/UploadRow';
import { useUploads } from '../pool/useUploads';
import '../pool/pool.css';
import './create.css';
import { DemoOffer } from './DemoOffer';
import { Fits } from './Fits';
import { mostSongs, toRequest } from './settings';
import { SettingsPanel } from './SettingsPanel';
import { useSettings } from './useSettings';

/** The pool on one side, what to make of it on the other. */
export default function CreatePage() {
  const tracks = useTracks();
  const [settings, change] = useSettings();
  const added = useTrackAdded();
  const remove = useRemoveTrack();
  const navigate = useNavigate();
  const { uploads, queue } = useUploads((track: Track) => {
    added(track);
    change({ type: 'choose', id: track.id, isChosen: true });
  });

  const attempt = useRef({ body: '', key: '' });
  const generate = useMutation({
    mutationFn: () => {
      const request = toRequest(settings, pool);
      const body = JSON.stringify(request);
      // Pressing again after a lost answer must not make a second mashup.
      if (attempt.current.body !== body) {
        attempt.current = { body, key: crypto.randomUUID() };
      }
      return post<GenerateAnswer>('/mashups', request, { idempotencyKey: attempt.current.key });
    },
    onSuccess: async ({ jobId, mashupIds }) => {
      attempt.current = { body: '', key: '' };
      await navigate(`/making/${jobId}?m=${mashupIds.join(',')}`);
    },
  });

  const pool = tracks.data ?? [];
  const chosen = pool.filter((t) => settings.trackIds.includes(t.id));
  // A question that failed later on takes nothing away that is shown already.
  const isLoaded = tracks.data !== undefined;
  const isEmpty = isLoaded && pool.length === 0 && uploads.length === 0;
  const removeTrack = (id: string) => {
    change({ type: 'choose', id, isChosen: false });
    remove.mutate(id, { onError: complain });
  };

  return (
    <div className="stack-lg">
      <PageHeader title="Create a mashup" says={isEmpty ? 'Start with your songs. They stay yours, and private.' : 'Choose two to five songs, say how it should feel, and generate.'} />
      {tracks.isPending ? <LoadingRows rows={2} height={180} /> : null}
      {tracks.isError && !isLoaded ? <Failed title="Your songs cannot be shown" error={tracks.error} retry={() => { void tracks.refetch(); }} /> : null}
      {isLoaded ? (
        <div className={isEmpty ? 'stack-lg' : 'two'}>
          <div className="stack-lg">
            {isEmpty ? null : (
              <ul className="plain cards" aria-label="Your songs">
                {pool.map((t) => (
                  <TrackCard key={t.id} track={t} colorIndex={chosen.findIndex((c) => c.id === t.id)} isChosen={settings.trackIds.includes(t.id)}
                    canChoose={chosen.length < mostSongs} onRemove={() => { removeTrack(t.id); }}
                    onChoose={(isChosen) => { change({ type: 'choose', id: t.id, isChosen }); }} />
                ))}
                {uploads.map((u) => <UploadRow key={u.id} upload={u} queue={queue} />)}
              </ul>
            )}
            <DropZone isSmall={!isEmpty} onFiles={(files) => { queue.add(files); }} />
            {isEmpty ? <DemoOffer onFiles={(files) => { queue.add(files); }} /> : <Fits tracks={chosen} />}
          </div>
          {isEmpty ? null : (
            <SettingsPanel settings={settings} change={change} tracks={pool} isBusy={generate.isPending} error={generate.error} onGenerate={() => { generate.mutate(); }} />
          )}
        </div>
      ) : null}
    </div>
  );
}
