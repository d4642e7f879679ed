import { describe, expect, it } from 'vitest';
import { plan } from '../../testing/plan';
import { canSave, editorReducer, startEditing, type EditorAction, type EditorState } from './editorState';

const run = (...actions: EditorAction[]): EditorState => actions.reduce(editorReducer, startEditing(plan()));
const move = (beats: number, gesture?: string): EditorAction => ({ type: 'edit', edit: { type: 'move', id: 'c1', beats }, ...(gesture === undefined ? {} : { gesture }) });
const start = (state: EditorState) => state.plan.clips[0]?.startBeat;

describe('editorReducer', () => {
  it('undoes and redoes step by step', () => {
    expect(start(run(move(1), move(2)))).toBe(3);
    expect(start(run(move(1), move(2), { type: 'undo' }))).toBe(1);
    expect(start(run(move(1), move(2), { type: 'undo' }, { type: 'undo' }))).toBe(0);
    expect(start(run(move(1), move(2), { type: 'undo' }, { type: 'undo' }, { type: 'redo' }))).toBe(1);
  });

  it('comes back to the very plan it began with', () => {
    expect(run(move(1), { type: 'mute', id: 'c1' }, { type: 'edit', edit: { type: 'split', id: 'c2', at: 20 } }, { type: 'undo' }, { type: 'undo' }, { type: 'undo' }).plan).toEqual(plan());
  });

  it('takes a drag as one step, measured from where it began', () => {
    const dragged = run(move(1, 'drag'), move(2, 'drag'), move(3, 'drag'), { type: 'settle' });
    expect(start(dragged)).toBe(3);
    expect(start(editorReducer(dragged, { type: 'undo' }))).toBe(0);
  });

  it('begins a new step after a drag has ended', () => {
    expect(run(move(1, 'drag'), { type: 'settle' }, move(1, 'drag')).past).toHaveLength(2);
  });

  it('forgets what could be redone once something else is done', () => {
    expect(run(move(1), { type: 'undo' }, move(2)).future).toHaveLength(0);
  });

  it('mutes a clip and gives it back its own gain', () => {
    const muted = run({ type: 'mute', id: 'c1' });
    expect(muted.plan.clips[0]?.gainDb).toBe(-120);
    expect(editorReducer(muted, { type: 'mute', id: 'c1' }).plan.clips[0]?.gainDb).toBe(-1);
  });

  it('lets go of a clip that is no longer there', () => {
    expect(run({ type: 'select', id: 'c1' }, { type: 'edit', edit: { type: 'remove', id: 'c1' } }).selected).toBeNull();
  });

  it('has something to save only after an edit', () => {
    expect(canSave(run())).toBe(false);
    expect(canSave(run({ type: 'undo' }))).toBe(false);
    expect(canSave(run(move(1)))).toBe(true);
  });
});
