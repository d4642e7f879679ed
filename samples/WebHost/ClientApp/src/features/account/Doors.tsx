import { Anchor, Button, PasswordInput, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { post } from '../../api/http';
import { messageOf } from '../../api/problem';
import { say } from '../../app/says';
import { PageHeader } from '../../design/PageHeader';
import { logIn, register, useSignedIn } from './api';
import { Credentials } from './Credentials';
import './account.css';

function Door({ title, children, below }: { title: string; children: ReactNode; below: ReactNode }) {
  return (
    <div className="door">
      <div className="panel stack">
        <PageHeader title={title} />
        {children}
        <div className="small row">{below}</div>
      </div>
    </div>
  );
}

/** Where to go on after the door: pages of this app only. */
function useWayIn() {
  const [query] = useSearchParams();
  const navigate = useNavigate();
  const signedIn = useSignedIn();
  const wanted = query.get('to') ?? '/create';
  const target = /^\/(?![/\\])/.test(wanted) ? wanted : '/create';
  return async () => {
    await signedIn();
    await navigate(target, { replace: true });
  };
}

export function LogInPage() {
  const enter = useWayIn();
  const [query] = useSearchParams();
  return (
    <Door title="Log in" below={<><Anchor component={Link} to="/register" inherit>Create an account</Anchor><Anchor component={Link} className="end" to="/forgot" inherit>Forgotten password?</Anchor></>}>
      <Credentials action="Log in" email={query.get('email') ?? ''} submit={async (email, password) => { await logIn(email, password); await enter(); }} />
    </Door>
  );
}

export function RegisterPage() {
  const enter = useWayIn();
  return (
    <Door title="Create an account" below={<span className="muted">Have one? <Anchor component={Link} to="/login" inherit>Log in</Anchor></span>}>
      <Credentials isNew action="Create account" submit={async (email, password) => { await register(email, password); await enter(); }} />
    </Door>
  );
}

export function ForgotPage() {
  const [email, setEmail] = useState('');
  const [state, setState] = useState<{ sent: boolean; error: string | null }>({ sent: false, error: null });
  const send = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await post('/auth/forgotPassword', { email }, { signingIn: true });
      setState({ sent: true, error: null });
    } catch (e) {
      setState({ sent: false, error: messageOf(e) });
    }
  };
  return (
    <Door title="Forgotten password" below={<Anchor component={Link} to="/login" inherit>Back to log in</Anchor>}>
      {state.sent ? (
        <><p role="status">If there is an account for {email}, a code is on its way to it.</p>
          <Button component={Link} to={`/reset?email=${encodeURIComponent(email)}`}>I have the code</Button></>
      ) : (
        <form className="stack" onSubmit={(e) => { void send(e); }}>
          <TextInput label="E-mail" type="email" required withAsterisk={false} autoComplete="username" value={email} onChange={(e) => { setEmail(e.currentTarget.value); }} />
          {state.error === null ? null : <p className="form-error" role="alert">{state.error}</p>}
          <Button type="submit">Send me a code</Button>
        </form>
      )}
    </Door>
  );
}

export function ResetPage() {
  const [query] = useSearchParams();
  const navigate = useNavigate();
  const [email, setEmail] = useState(query.get('email') ?? '');
  const [resetCode, setCode] = useState(query.get('code') ?? '');
  const [newPassword, setPassword] = useState('');
  const [error, setError] = useState<string | null>(null);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await post('/auth/resetPassword', { email, resetCode: resetCode.trim(), newPassword }, { signingIn: true });
      say('Your new password is set. Log in with it.');
      await navigate(`/login?email=${encodeURIComponent(email)}`);
    } catch (e) {
      setError(messageOf(e));
    }
  };
  return (
    <Door title="Choose a new password" below={<Anchor component={Link} to="/login" inherit>Back to log in</Anchor>}>
      <form className="stack" onSubmit={(e) => { void send(e); }}>
        <TextInput label="E-mail" type="email" required withAsterisk={false} autoComplete="username" value={email} onChange={(e) => { setEmail(e.currentTarget.value); }} />
        <TextInput label="Code from the e-mail" required withAsterisk={false} autoComplete="one-time-code" value={resetCode} onChange={(e) => { setCode(e.currentTarget.value); }} />
        <PasswordInput label="New password" required withAsterisk={false} autoComplete="new-password" value={newPassword} onChange={(e) => { setPassword(e.currentTarget.value); }} />
        {error === null ? null : <p className="form-error" role="alert">{error}</p>}
        <Button type="submit">Set the password</Button>
      </form>
    </Door>
  );
}
