import { describe, expect, it } from 'vitest';
import type { Track } from '../../api/types';
import { changeSettings, initialSettings, toRequest, whatIsMissing, type SettingsChange } from './settings';

const track = (id: string, status: Track['status'] = 'ready'): Track => ({ id, fileName: `${id}.mp3`, status, stems: [] });
const after = (...changes: SettingsChange[]) => changes.reduce(changeSettings, initialSettings);
const choose = (id: string, isChosen = true): SettingsChange => ({ type: 'choose', id, isChosen });

describe('settings', () => {
  it('take five songs at most', () => {
    expect(after(...['a', 'b', 'c', 'd', 'e', 'f'].map((id) => choose(id))).trackIds).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('forget whose vocals were wanted when that song goes', () => {
    expect(after(choose('a'), choose('b'), { type: 'set', change: { vocalsTrackId: 'a' } }, choose('a', false)).vocalsTrackId).toBeNull();
  });

  it('say what is missing, in the order in which it can be done', () => {
    const two = after(choose('a'), choose('b'));
    expect(whatIsMissing(initialSettings, [])).toBe('Choose at least two songs');
    expect(whatIsMissing(two, [track('a'), track('b', 'unusable')])).toBe('Choose one more song');
    expect(whatIsMissing(two, [track('a'), track('b', 'analysing')])).toContain('listening');
    expect(whatIsMissing({ ...two, durationSeconds: 10 }, [track('a'), track('b')])).toContain('0:30');
    expect(whatIsMissing(two, [track('a'), track('b')])).toBeNull();
  });

  it('ask for songs that can be used and no others', () => {
    expect(toRequest(after(choose('a'), choose('b'), choose('c')), [track('a'), track('b', 'unusable'), track('c')])).toEqual({
      trackIds: ['a', 'c'], durationSeconds: 120, energy: 0.5, style: 0.3, variants: 1,
    });
  });
});
