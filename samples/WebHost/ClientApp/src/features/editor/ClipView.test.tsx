// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import type { Clip } from '../../api/types';
import { plan } from '../../testing/plan';
import { show } from '../../testing/show';
import { ClipView } from './ClipView';

function clip(): { dispatch: ReturnType<typeof vi.fn> } {
  const dispatch = vi.fn();
  show(<ClipView clip={plan().clips[0] as Clip} song={{ name: 'First song', color: 'red' }} analysis={undefined} pixelsPerBeat={10} snap="beat" isSelected={false} splitAt={0} dispatch={dispatch} />);
  return { dispatch };
}

describe('ClipView', () => {
  it('is named by what it plays and where', () => {
    clip();
    expect(screen.getByRole('button')).toHaveAccessibleName('Drums of First song, bar 1, 16 beats');
  });

  it.each([
    ['{ArrowRight}', { type: 'edit', edit: { type: 'move', id: 'c1', beats: 1 } }],
    ['{Shift>}{ArrowLeft}{/Shift}', { type: 'edit', edit: { type: 'trimEnd', id: 'c1', beats: -1 } }],
    ['{Alt>}{ArrowRight}{/Alt}', { type: 'edit', edit: { type: 'trimStart', id: 'c1', beats: 1 } }],
    ['s', { type: 'edit', edit: { type: 'split', id: 'c1', at: 8 } }],
    ['m', { type: 'mute', id: 'c1' }],
    ['{Delete}', { type: 'edit', edit: { type: 'remove', id: 'c1' } }],
  ])('answers to the keys %s', async (keys, action) => {
    const { dispatch } = clip();
    screen.getByRole('button').focus();
    await userEvent.keyboard(keys);
    expect(dispatch).toHaveBeenLastCalledWith(action);
  });
});
