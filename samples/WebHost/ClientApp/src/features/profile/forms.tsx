import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import { post, put } from '../../api/http';
import { messageOf } from '../../api/problem';
import type { Me } from '../../api/types';

interface FormProps { children: ReactNode; action: string; done: string; save: () => Promise<unknown>; isChanged: boolean }

function Form({ children, action, done, save, isChanged }: FormProps) {
  const client = useQueryClient();
  const mutation = useMutation({ mutationFn: save, onSuccess: () => client.invalidateQueries({ queryKey: ['me'] }) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutation.mutate();
  };
  return (
    <form className="stack" onSubmit={submit} onChange={() => { mutation.reset(); }}>
      {children}
      {mutation.isError ? <p className="form-error" role="alert">{messageOf(mutation.error)}</p> : null}
      <div className="row">
        <Button type="submit" variant="default" disabled={!isChanged} loading={mutation.isPending}>{action}</Button>
        {mutation.isSuccess ? <span role="status" className="small">{done}</span> : null}
      </div>
    </form>
  );
}

export function NameForm({ me }: { me: Me }) {
  const [userName, setName] = useState(me.userName);
  return (
    <Form action="Save" done="Saved." isChanged={userName.trim() !== '' && userName !== me.userName} save={() => put('/me', { userName: userName.trim() })}>
      <TextInput label="Name" maxLength={100} autoComplete="nickname" value={userName} onChange={(e) => { setName(e.currentTarget.value); }} />
    </Form>
  );
}

export function EmailForm({ me }: { me: Me }) {
  const [newEmail, setEmail] = useState(me.email);
  return (
    <Form action="Change" done="A link to confirm it is on its way to the new address." isChanged={newEmail !== me.email && newEmail.includes('@')} save={() => post('/auth/manage/info', { newEmail })}>
      <TextInput label="E-mail" type="email" autoComplete="email" value={newEmail} onChange={(e) => { setEmail(e.currentTarget.value); }} />
    </Form>
  );
}

export function PasswordForm() {
  const [oldPassword, setOld] = useState('');
  const [newPassword, setNew] = useState('');
  return (
    <Form action="Change" done="Changed. You are logged out everywhere else." isChanged={oldPassword !== '' && newPassword !== ''}
      save={() => post('/auth/manage/info', { oldPassword, newPassword })}>
      <PasswordInput label="Password now" autoComplete="current-password" value={oldPassword} onChange={(e) => { setOld(e.currentTarget.value); }} />
      <PasswordInput label="New password" autoComplete="new-password" value={newPassword} onChange={(e) => { setNew(e.currentTarget.value); }} />
    </Form>
  );
}
