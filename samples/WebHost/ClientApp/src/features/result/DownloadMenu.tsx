import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { base } from '../../api/http';
import type { Mashup } from '../../api/types';

const formats = [
  { format: 'mp3', name: 'MP3', says: 'for everywhere' },
  { format: 'wav', name: 'WAV', says: 'for editing' },
  { format: 'flac', name: 'FLAC', says: 'lossless, smaller' },
];

export function DownloadMenu({ mashup }: { mashup: Mashup }) {
  return (
    <Menu position="bottom-end" withinPortal={false} width={230}>
      <Menu.Target><Button leftSection={<IconDownload size={18} aria-hidden />}>Download</Button></Menu.Target>
      <Menu.Dropdown>
        {formats.map(({ format, name, says }) => (
          <Menu.Item key={format} component="a" href={`${base}/mashups/${mashup.id}/download?format=${format}`} download>{name} <span className="muted small">{says}</span></Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
