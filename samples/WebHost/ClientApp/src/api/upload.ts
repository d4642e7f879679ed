import { antiforgery, base, forgetAntiforgery } from './http';
import { ApiError, toApiError, unreachable } from './problem';
import { session } from './session';
import type { Track } from './types';

export interface UploadCall {
  file: File;
  idempotencyKey: string;
  signal: AbortSignal;
  onProgress: (fraction: number) => void;
}

/** Sends one song. */
export async function uploadTrack(call: UploadCall): Promise<Track> {
  try {
    return await send(call, await antiforgery());
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'antiforgery') {
      if (error instanceof ApiError && error.status === 401) {
        session.expired();
      }
      throw error;
    }

    forgetAntiforgery();
    return send(call, await antiforgery());
  }
}

// XMLHttpRequest, because fetch does not tell how much has left.
function send({ file, idempotencyKey, signal, onProgress }: UploadCall, token: string): Promise<Track> {
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
