import { ActionIcon, Button, SegmentedControl } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconPlayerPlayFilled, IconPlayerStopFilled, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import type { EditorAction, EditorState } from './editorState';
import { totalBeats } from './edits';
import { LoopFields } from './LoopFields';
import type { Region } from './preview';
import type { PreviewState } from './usePreview';
import type { Snap } from './snap';

interface Props {
  state: EditorState;
  snap: Snap;
  zoom: number;
  preview: PreviewState;
  region: Region;
  dispatch: (action: EditorAction) => void;
  onSnap: (snap: Snap) => void;
  onZoom: (zoom: number) => void;
  onPreview: () => void;
  onRegion: (region: Region) => void;
}

const zooms = { least: 4, most: 64 };
const snaps = [{ value: 'bar', label: 'Bar' }, { value: 'beat', label: 'Beat' }, { value: 'off', label: 'Off' }];

export function Toolbar({ state, snap, zoom, preview, region, dispatch, onSnap, onZoom, onPreview, onRegion }: Props) {
  return (
    <div className="row toolbar" role="toolbar" aria-label="Editing">
      <Button variant="light" loading={preview === 'mixing'} onClick={onPreview}
        leftSection={preview === 'off' ? <IconPlayerPlayFilled size={18} aria-hidden /> : <IconPlayerStopFilled size={18} aria-hidden />}>{preview === 'off' ? 'Preview the loop' : 'Stop'}</Button>
      <LoopFields region={region} totalBeats={totalBeats(state.plan)} onRegion={onRegion} />
      <span className="row-tight"><span className="small muted snap-word">Snap</span><SegmentedControl size="xs" aria-label="Snap" value={snap} data={snaps} onChange={(v) => { onSnap(v as Snap); }} /></span>
      <span className="row-tight">
        <ActionIcon variant="default" size="lg" aria-label="Zoom out" disabled={zoom <= zooms.least} onClick={() => { onZoom(Math.max(zooms.least, zoom / 1.5)); }}><IconZoomOut size={18} /></ActionIcon>
        <ActionIcon variant="default" size="lg" aria-label="Zoom in" disabled={zoom >= zooms.most} onClick={() => { onZoom(Math.min(zooms.most, zoom * 1.5)); }}><IconZoomIn size={18} /></ActionIcon>
        <ActionIcon variant="default" size="lg" aria-label="Undo" disabled={state.past.length === 0} onClick={() => { dispatch({ type: 'undo' }); }}><IconArrowBackUp size={18} /></ActionIcon>
        <ActionIcon variant="default" size="lg" aria-label="Redo" disabled={state.future.length === 0} onClick={() => { dispatch({ type: 'redo' }); }}><IconArrowForwardUp size={18} /></ActionIcon>
      </span>
    </div>
  );
}
