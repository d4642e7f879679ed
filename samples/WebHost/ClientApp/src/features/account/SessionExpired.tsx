import { Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { session } from '../../api/session';
import type { Me } from '../../api/types';
import { logIn, useSignedIn } from './api';
import { Credentials } from './Credentials';

/** Asks for the password over whatever page is open, so that nothing typed or chosen there is lost. */
export default function SessionExpired() {
  const [isOpen, setOpen] = useState(false);
  const client = useQueryClient();
  const signedIn = useSignedIn();
  const me = client.getQueryData<Me | null>(['me']);
  useEffect(() => session.onExpired(() => {
    if (client.getQueryData(['me']) !== null) {
      setOpen(true);
    }
  }), [client]);
  return (
    <Modal opened={isOpen} onClose={() => { setOpen(false); }} title="Log in to go on" closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className="stack">
        <p className="muted">You have been logged out. Everything on this page is still here.</p>
        <Credentials action="Log in" email={me?.email ?? ''} submit={async (email, password) => {
          await logIn(email, password);
          setOpen(false);
          await signedIn();
        }} />
      </div>
    </Modal>
  );
}
