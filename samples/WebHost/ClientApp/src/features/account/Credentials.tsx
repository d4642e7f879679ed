import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { messageOf } from '../../api/problem';

interface Props {
  action: string;
  submit: (email: string, password: string) => Promise<void>;
  isNew?: boolean;
  email?: string;
}

const shortest = 8;

/** E-mail and password, kept as typed whatever the answer is. */
export function Credentials({ action, submit, isNew = false, email: known = '' }: Props) {
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  const go = async (event: FormEvent) => {
    event.preventDefault();
    if (isNew && password.length < shortest) {
      setError(`The password needs at least ${String(shortest)} characters.`);
      return;
    }

    setBusy(true);
    setError(null);
    try {
      await submit(email.trim(), password);
    } catch (e) {
      setError(messageOf(e));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form className="stack" onSubmit={(e) => { void go(e); }} aria-label={action}>
      <TextInput label="E-mail" type="email" name="email" autoComplete="username" required withAsterisk={false}
        value={email} onChange={(e) => { setEmail(e.currentTarget.value); }} data-autofocus={known === '' || undefined} />
      <PasswordInput label="Password" name="password" autoComplete={isNew ? 'new-password' : 'current-password'} required withAsterisk={false}
        description={isNew ? '8 or more: upper and lower case, a digit, a sign.' : undefined}
        value={password} onChange={(e) => { setPassword(e.currentTarget.value); }}
        visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password', tabIndex: 0 }} data-autofocus={known !== '' || undefined} />
      {error === null ? null : <p className="form-error" role="alert">{error}</p>}
      <Button type="submit" loading={isBusy} fullWidth>{action}</Button>
    </form>
  );
}
