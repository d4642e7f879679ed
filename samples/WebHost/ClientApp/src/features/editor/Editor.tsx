import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useCallback, useEffect, useReducer, useState } from 'react';
import { useNavigate } from 'react-router';
import { put } from '../../api/http';
import { messageOf } from '../../api/problem';
import type { GenerateAnswer, Mashup, Plan } from '../../api/types';
import { PageHeader } from '../../design/PageHeader';
import { usePlanSongs } from '../result/usePlanSongs';
import { ClipPanel } from './ClipPanel';
import { readDraft, writeDraft } from './draft';
import { canSave, editorReducer, startEditing, type EditorState } from './editorState';
import type { Region } from './preview';
import type { Snap } from './snap';
import { Timeline } from './Timeline';
import { Toolbar } from './Toolbar';
import { usePreview } from './usePreview';

const firstZoom = 14;

export function Editor({ mashup, original }: { mashup: Mashup; original: Plan }) {
  const navigate = useNavigate();
  const [state, dispatch] = useReducer(editorReducer, original, (plan): EditorState => {
    const draft = readDraft(mashup);
    return draft === null ? startEditing(plan) : { ...startEditing(draft), past: [plan] };
  });
  const [snap, setSnap] = useState<Snap>('beat');
  const [zoom, setZoom] = useState(firstZoom);
  const [playhead, setPlayhead] = useState(0);
  const first = original.sections[0];
  const [region, setRegion] = useState<Region>({ start: first?.startBeat ?? 0, beats: first?.beats ?? 16 });
  const songs = usePlanSongs(original, mashup);
  const preview = usePreview(state.plan, region, setPlayhead);
  const isChanged = canSave(state);

  useEffect(() => { writeDraft(mashup, isChanged ? state.plan : null); }, [mashup, isChanged, state.plan]);
  const save = useMutation({
    mutationFn: () => put<GenerateAnswer>(`/mashups/${mashup.id}/plan`, state.plan),
    onSuccess: async ({ jobId }) => {
      writeDraft(mashup, null);
      await navigate(`/making/${jobId}?m=${mashup.id}`);
    },
    onError: (error) => {
      // The service says where in the document: $.clips[3].warp …
      const index = /\$\.clips\[(\d+)\]/.exec(messageOf(error))?.[1];
      const clip = index === undefined ? undefined : state.plan.clips[Number(index)];
      if (clip !== undefined) {
        dispatch({ type: 'select', id: clip.id });
      }
    },
  });

  const keys = useCallback((event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z' && !(event.target instanceof HTMLInputElement)) {
      event.preventDefault();
      dispatch({ type: event.shiftKey ? 'redo' : 'undo' });
    }
  }, []);
  useEffect(() => {
    addEventListener('keydown', keys);
    return () => { removeEventListener('keydown', keys); };
  }, [keys]);

  const chosen = state.plan.clips.find((c) => c.id === state.selected);
  const songIndex = state.plan.tracks.findIndex((t) => t.id === chosen?.track);
  return (
    <div className="stack-lg">
      <PageHeader title={`Edit ${mashup.title}`} says="Change clips, preview a loop, and save to have it mixed anew." action={(
        <div className="row">
          <Button variant="default" disabled={!isChanged} onClick={() => { dispatch({ type: 'reset', plan: original }); }}>Start over</Button>
          <Button disabled={!isChanged} loading={save.isPending} onClick={() => { save.mutate(); }}>Save and mix</Button>
        </div>
      )} />
      <section className="panel editor" aria-label="Timeline">
        <Toolbar state={state} snap={snap} zoom={zoom} preview={preview.state} region={region} dispatch={dispatch}
          onSnap={setSnap} onZoom={setZoom} onPreview={preview.toggle} onRegion={setRegion} />
        {save.isError ? <p className="form-error editor-error" role="alert">{messageOf(save.error)} Your edits are still here.</p> : null}
        <Timeline state={state} songs={songs} pixelsPerBeat={zoom} snap={snap} playhead={playhead} region={region} dispatch={dispatch} onPlayhead={setPlayhead} onRegion={setRegion} />
      </section>
      <ClipPanel clip={chosen} song={songs[songIndex]} snap={snap} playhead={playhead} dispatch={dispatch} />
      <p className="small muted">Keys on a clip: arrows move · Shift + arrows trim the end · Alt + arrows trim the start · S split · M mute · Delete remove · Ctrl + Z undo. The preview is a quick mix; the saved mashup is mixed in full quality.</p>
    </div>
  );
}
