import { toApiError, unreachable } from './problem';
import { session } from './session';

export const base = '/api/v1';

interface Options {
  body?: unknown;
  query?: Record<string, string | number | null | undefined>;
  signal?: AbortSignal;
  /** Repeating a POST with the same key repeats nothing. */
  idempotencyKey?: string;
  /** A 401 is an answer here (wrong password), not the end of the session. */
  signingIn?: boolean;
}

let antiforgeryToken: Promise<string> | null = null;

/** The token belongs to who is signed in. */
export function forgetAntiforgery(): void {
  antiforgeryToken = null;
}

/** The token that a write by cookie carries; asked for once, because each answer also sets the cookie that it belongs to. */
export function antiforgery(): Promise<string> {
  antiforgeryToken ??= askForToken().catch((error: unknown) => {
    antiforgeryToken = null;
    throw error;
  });
  return antiforgeryToken;
}

async function askForToken(): Promise<string> {
  const response = await send(`${base}/antiforgery`, { credentials: 'same-origin' });
  if (!response.ok) {
    throw toApiError(response.status, await response.text(), response.headers.get('Retry-After'));
  }

  return (await response.json() as { token: string }).token;
}

export const get = <T>(path: string, options: Options = {}) => request<T>('GET', path, options);
export const post = <T>(path: string, body?: unknown, options: Options = {}) =>
  request<T>('POST', path, { idempotencyKey: crypto.randomUUID(), ...options, body });
export const put = <T>(path: string, body?: unknown, options: Options = {}) => request<T>('PUT', path, { ...options, body });
export const patch = <T>(path: string, body?: unknown, options: Options = {}) => request<T>('PATCH', path, { ...options, body });
export const del = <T>(path: string, body?: unknown, options: Options = {}) => request<T>('DELETE', path, { ...options, body });

async function request<T>(method: string, path: string, options: Options, isSecondTry = false): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (options.body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  if (method !== 'GET' && options.signingIn !== true) {
    headers['X-XSRF-TOKEN'] = await antiforgery();
  }
  if (method === 'POST' && options.idempotencyKey !== undefined) {
    headers['Idempotency-Key'] = options.idempotencyKey;
  }

  const response = await send(base + path + queryString(options.query), {
    method, headers, credentials: 'same-origin', signal: options.signal ?? null,
    body: options.body === undefined ? null : JSON.stringify(options.body),
  });
  const text = await response.text();
  if (response.ok) {
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  const error = toApiError(response.status, text, response.headers.get('Retry-After'));
  if (error.code === 'antiforgery' && !isSecondTry) {
    forgetAntiforgery();
    return request<T>(method, path, options, true);
  }
  if (error.status === 401 && options.signingIn !== true) {
    session.expired();
  }

  throw error;
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') {
      throw error;
    }

    throw unreachable();
  }
}

function queryString(query: Options['query']): string {
  const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString()}`;
}
