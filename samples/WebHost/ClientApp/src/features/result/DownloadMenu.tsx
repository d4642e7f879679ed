import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { base } from '../../api/http';
import type { Mashup } from '../../api/types';
import { StemsDialog } from './StemsDialog';

const formats = [
  { format: 'mp3', name: 'MP3', says: 'for everywhere' },
  { format: 'wav', name: 'WAV', says: 'for editing' },
  { format: 'flac', name: 'FLAC', says: 'lossless, smaller' },
];

export function DownloadMenu({ mashup }: { mashup: Mashup }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Menu position="bottom-end" withinPortal={false} width={260}>
        <Menu.Target><Button leftSection={<IconDownload size={18} aria-hidden />}>Download</Button></Menu.Target>
        <Menu.Dropdown>
          {formats.map(({ format, name, says }) => (
            <Menu.Item key={format} component="a" href={`${base}/mashups/${mashup.id}/download?format=${format}`} download>{name} <span className="muted small">{says}</span></Menu.Item>
          ))}
          <Menu.Item onClick={() => { setOpen(true); }}>Stems <span className="muted small">voice, drums, bass … apart</span></Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isOpen ? <StemsDialog mashup={mashup} close={() => { setOpen(false); }} /> : null}
    </>
  );
}
