import type { Mashup, Plan } from '../../api/types';

const place = (mashup: Mashup) => `mashup.draft.${mashup.id}.${String(mashup.revision ?? 0)}`;

/** Edits that are not saved yet outlive a reload. */
export function readDraft(mashup: Mashup): Plan | null {
  try {
    return JSON.parse(sessionStorage.getItem(place(mashup)) ?? 'null') as Plan | null;
  } catch {
    return null;
  }
}

export function writeDraft(mashup: Mashup, plan: Plan | null): void {
  try {
    if (plan === null) {
      sessionStorage.removeItem(place(mashup));
    } else {
      sessionStorage.setItem(place(mashup), JSON.stringify(plan));
    }
  } catch {
    // Storage may be full or forbidden; the draft then lives as long as the page.
  }
}
