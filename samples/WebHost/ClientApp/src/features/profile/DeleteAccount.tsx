import { Button, Modal, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { del } from '../../api/http';
import { messageOf } from '../../api/problem';
import { logOut } from '../account/api';

export function DeleteAccount() {
  const [isOpen, setOpen] = useState(false);
  const [password, setPassword] = useState('');
  const remove = useMutation({
    mutationFn: () => del('/me', { password }),
    onSuccess: () => logOut(true),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    remove.mutate();
  };
  return (
    <>
      <p className="muted">Your account, songs and mashups are deleted at once and for good.</p>
      <div><Button color="red" variant="outline" onClick={() => { setOpen(true); }}>Delete my account</Button></div>
      <Modal opened={isOpen} onClose={() => { setOpen(false); }} title="Delete your account?" closeButtonProps={{ 'aria-label': 'Close' }}>
        <form className="stack" onSubmit={submit}>
          <p>Every song, mashup and plan of yours goes with it. This cannot be undone.</p>
          <PasswordInput label="Password" autoComplete="current-password" data-autofocus value={password} onChange={(e) => { setPassword(e.currentTarget.value); }} />
          {remove.isError ? <p className="form-error" role="alert">{messageOf(remove.error)}</p> : null}
          <div className="row">
            <Button variant="default" className="end" onClick={() => { setOpen(false); }}>Keep it</Button>
            <Button type="submit" color="red" disabled={password === ''} loading={remove.isPending}>Delete everything</Button>
          </div>
        </form>
      </Modal>
    </>
  );
}
