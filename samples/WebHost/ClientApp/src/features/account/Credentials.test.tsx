// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '../../api/problem';
import { show } from '../../testing/show';
import { Credentials } from './Credentials';

describe('Credentials', () => {
  it('says what was wrong and keeps what was typed', async () => {
    const submit = vi.fn().mockRejectedValue(new ApiError(401, 'unauthorized', 'Invalid email or password'));
    show(<Credentials action="Log in" submit={submit} />);
    await userEvent.type(screen.getByLabelText('E-mail'), 'a@example.org');
    await userEvent.type(screen.getByLabelText('Password'), 'wrong-one');
    await userEvent.keyboard('{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('Invalid email or password');
    expect(screen.getByLabelText('E-mail')).toHaveValue('a@example.org');
    expect(screen.getByLabelText('Password')).toHaveValue('wrong-one');
  });

  it('asks for a longer password before it asks the service', async () => {
    const submit = vi.fn();
    show(<Credentials isNew action="Create account" submit={submit} />);
    await userEvent.type(screen.getByLabelText('E-mail'), 'a@example.org');
    await userEvent.type(screen.getByLabelText('Password'), 'short{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('at least 8');
    expect(submit).not.toHaveBeenCalled();
  });
});
