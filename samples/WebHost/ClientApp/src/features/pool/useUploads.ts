import { useState, useSyncExternalStore } from 'react';
import { uploadTrack } from '../../api/upload';
import type { Track } from '../../api/types';
import { UploadQueue } from './uploadQueue';

let onTrack: (track: Track) => void = () => undefined;

// Outlives the page: a song goes on being sent while another page is looked at.
const queue = new UploadQueue(uploadTrack, (track) => { onTrack(track); });

export function useUploads(onDone: (track: Track) => void) {
  useState(() => { onTrack = onDone; });
  const uploads = useSyncExternalStore(queue.subscribe, queue.uploads);
  return { uploads, queue };
}
