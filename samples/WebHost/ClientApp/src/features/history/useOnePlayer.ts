import { useEffect, useState } from 'react';
import { complain } from '../../app/says';
import { base } from '../../api/http';

export interface OnePlayer { playing: string | null; toggle: (id: string) => void }

/** Plays in place, one at a time. */
export function useOnePlayer(): OnePlayer {
  const [playing, setPlaying] = useState<string | null>(null);
  const [audio] = useState(() => new Audio());
  useEffect(() => {
    const stopped = () => { setPlaying(null); };
    audio.addEventListener('ended', stopped);
    audio.addEventListener('pause', stopped);
    return () => {
      audio.removeEventListener('ended', stopped);
      audio.removeEventListener('pause', stopped);
      audio.pause();
    };
  }, [audio]);
  const toggle = (id: string) => {
    if (playing === id) {
      audio.pause();
      return;
    }
    audio.setAttribute('src', `${base}/mashups/${id}/audio`);
    void audio.play().then(() => { setPlaying(id); }, complain);
  };
  return { playing, toggle };
}
