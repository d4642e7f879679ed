import { Button } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useRef, useState, type DragEvent } from 'react';

const kinds = '.wav,.mp3,.flac,.ogg,.m4a,audio/*';

/** Where songs are dropped or picked. */
export function DropZone({ onFiles, isSmall }: { onFiles: (files: File[]) => void; isSmall: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  };
  return (
    <div className={`drop ${isOver ? 'over' : ''} ${isSmall ? 'low' : ''}`} onDrop={drop}
      onDragOver={(e) => { e.preventDefault(); setOver(true); }} onDragLeave={() => { setOver(false); }}>
      <IconUpload size={isSmall ? 22 : 34} stroke={1.5} aria-hidden />
      <p><strong>{isSmall ? 'Add another song' : 'Drop two to five songs here'}</strong><br />
        <span className="muted small">WAV, MP3, FLAC, OGG or M4A, up to 50 MB and 10 minutes each</span></p>
      <Button variant={isSmall ? 'default' : 'filled'} onClick={() => { input.current?.click(); }}>Choose files</Button>
      <input ref={input} type="file" accept={kinds} multiple hidden aria-label="Song files" tabIndex={-1}
        onChange={(e) => { onFiles([...(e.currentTarget.files ?? [])]); e.currentTarget.value = ''; }} />
    </div>
  );
}
