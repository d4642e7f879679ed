import { Button } from '@mantine/core';
import { IconWand } from '@tabler/icons-react';
import { useState } from 'react';
import { complain } from '../../app/says';

/** For those who have no song at hand: two short ones, made on the spot. */
export function DemoOffer({ onFiles }: { onFiles: (files: File[]) => void }) {
  const [isBusy, setBusy] = useState(false);
  const make = async () => {
    setBusy(true);
    try {
      const { demoSongs } = await import('./demoSongs');
      onFiles(await demoSongs());
    } catch (error) {
      complain(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="row demo">
      <span className="grow"><strong>No song at hand?</strong> <span className="muted">Try it with two short synthetic ones.</span></span>
      <Button variant="light" leftSection={<IconWand size={18} aria-hidden />} loading={isBusy} onClick={() => { void make(); }}>Try the demo</Button>
    </div>
  );
}
