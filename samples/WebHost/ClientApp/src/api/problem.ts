/** A request that the service refused, or that never reached it. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly traceId: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly fields: Record<string, string[]>;

  constructor(status: number, code: string, message: string, more: { traceId?: string; retryAfterSeconds?: number; fields?: Record<string, string[]> } = {}) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.traceId = more.traceId;
    this.retryAfterSeconds = more.retryAfterSeconds;
    this.fields = more.fields ?? {};
  }

  /** Whether the same request could work a little later. */
  get isTemporary(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

interface ProblemDocument { title?: string; detail?: string; code?: string; traceId?: string; errors?: Record<string, string[]> }

const plainWords: Record<number, string> = {
  0: 'The service cannot be reached. Check your connection; nothing you entered is lost.',
  401: 'You have been logged out. Log in again to go on where you were.',
  403: 'Your account may not do this.',
  404: 'This is not here any more.',
  409: 'This cannot be done right now.',
  413: 'This file is too large.',
  415: 'Unsupported file type.',
  429: 'That was a lot at once. Wait a moment and try again.',
  500: 'Something went wrong on our side. Try again in a moment.',
};

/** Reads the service's problem document into an error whose message can be shown as it is. */
export function toApiError(status: number, body: string, retryAfter: string | null): ApiError {
  const problem = parse(body);
  const fields = problem.errors;
  const firstField = fields === undefined ? undefined : Object.values(fields)[0]?.[0];
  const fallback = plainWords[status] ?? (status >= 500 ? plainWords[500] : undefined) ?? 'This did not work.';
  const said = firstField ?? problem.detail;
  const message = status === 500 || said === undefined || said === '' ? fallback : said;
  const seconds = retryAfter === null ? NaN : Number(retryAfter);
  return new ApiError(status, problem.code ?? 'error', message, {
    traceId: problem.traceId, fields, retryAfterSeconds: Number.isFinite(seconds) ? seconds : undefined,
  });
}

/** The error for a request that got no answer. */
export const unreachable = () => new ApiError(0, 'unreachable', plainWords[0] ?? '');

/** What to show for anything that was thrown. */
export const messageOf = (error: unknown): string =>
  error instanceof ApiError ? error.message : error instanceof Error && error.message !== '' ? error.message : 'Something went wrong. Try again.';

function parse(body: string): ProblemDocument {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
