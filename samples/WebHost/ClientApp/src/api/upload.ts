import { antiforgery, base } from './http';
import { toApiError, unreachable } from './problem';
import type { Track } from './types';

export interface UploadCall {
  file: File;
  idempotencyKey: string;
  signal: AbortSignal;
  onProgress: (fraction: number) => void;
}

/** Sends one song. XMLHttpRequest, because fetch does not tell how much has left. */
export async function uploadTrack({ file, idempotencyKey, signal, onProgress }: UploadCall): Promise<Track> {
  const token = await antiforgery();
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${base}/tracks`);
    request.setRequestHeader('X-XSRF-TOKEN', token);
    request.setRequestHeader('Idempotency-Key', idempotencyKey);
    request.upload.onprogress = (e) => { onProgress(e.lengthComputable ? e.loaded / e.total : 0); };
    request.onerror = () => { reject(unreachable()); };
    request.onabort = () => { reject(new DOMException('cancelled', 'AbortError')); };
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) {
        resolve(JSON.parse(request.responseText) as Track);
      } else {
        reject(toApiError(request.status, request.responseText, request.getResponseHeader('Retry-After')));
      }
    };
    signal.addEventListener('abort', () => { request.abort(); }, { once: true });
    const form = new FormData();
    form.append('file', file, file.name);
    request.send(form);
  });
}
