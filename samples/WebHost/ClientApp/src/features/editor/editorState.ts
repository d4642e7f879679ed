import type { Plan } from '../../api/types';
import { applyEdit, isMuted, mutedDb, type Edit } from './edits';

export interface EditorState {
  plan: Plan;
  past: Plan[];
  future: Plan[];
  selected: string | null;
  /** The drag or slider movement that is going on: all of it is one step of undo. */
  gesture: string | null;
  /** Gains to come back to when a clip is heard again. */
  gains: Record<string, number>;
}

export type EditorAction =
  | { type: 'edit'; edit: Edit; gesture?: string }
  | { type: 'mute'; id: string }
  | { type: 'settle' }
  | { type: 'select'; id: string | null }
  | { type: 'undo' }
  | { type: 'redo' }
  | { type: 'reset'; plan: Plan };

const mostSteps = 200;

export const startEditing = (plan: Plan): EditorState => ({ plan, past: [], future: [], selected: null, gesture: null, gains: {} });

export const canSave = (state: EditorState) => state.past.length > 0;

export function editorReducer(state: EditorState, action: EditorAction): EditorState {
  switch (action.type) {
    case 'edit': return edit(state, action.edit, action.gesture ?? null);
    case 'mute': return mute(state, action.id);
    case 'settle': return { ...state, gesture: null };
    case 'select': return { ...state, selected: action.id, gesture: null };
    case 'undo': {
      const plan = state.past.at(-1);
      return plan === undefined ? state : keepSelection({ ...state, plan, past: state.past.slice(0, -1), future: [state.plan, ...state.future], gesture: null });
    }
    case 'redo': {
      const [plan, ...future] = state.future;
      return plan === undefined ? state : keepSelection({ ...state, plan, past: [...state.past, state.plan], future, gesture: null });
    }
    case 'reset': return startEditing(action.plan);
  }
}

function edit(state: EditorState, change: Edit, gesture: string | null): EditorState {
  const isSameGesture = gesture !== null && gesture === state.gesture;
  // A gesture tells how far it has come since it began, so it starts from the plan before it.
  const before = isSameGesture ? state.past.at(-1) ?? state.plan : state.plan;
  const plan = applyEdit(before, change);
  const past = isSameGesture ? state.past : [...state.past, state.plan].slice(-mostSteps);
  return keepSelection({ ...state, plan, past, future: [], gesture });
}

function mute(state: EditorState, id: string): EditorState {
  const clip = state.plan.clips.find((c) => c.id === id);
  if (clip === undefined) {
    return state;
  }

  return isMuted(clip) ? edit(state, { type: 'gain', id, gainDb: state.gains[id] ?? 0 }, null)
    : { ...edit(state, { type: 'gain', id, gainDb: mutedDb }, null), gains: { ...state.gains, [id]: clip.gainDb } };
}

const keepSelection = (state: EditorState): EditorState =>
  (state.selected === null || state.plan.clips.some((c) => c.id === state.selected) ? state : { ...state, selected: null });
