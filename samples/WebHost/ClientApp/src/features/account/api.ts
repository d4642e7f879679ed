import { queryOptions, useQuery, useQueryClient, type Query } from '@tanstack/react-query';
import { forgetAntiforgery, get, post } from '../../api/http';
import { ApiError } from '../../api/problem';
import type { Me } from '../../api/types';

const meKey = ['me'];

const meQuery = queryOptions({
  queryKey: meKey,
  queryFn: async ({ signal }): Promise<Me | null> => {
    if (!mayBeSignedIn()) {
      return null;
    }
    try {
      return await get<Me>('/me', { signal, signingIn: true });
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) {
        remember(false);
        return null;
      }
      throw error;
    }
  },
  // A first visit need not wait for an answer that is known.
  initialData: () => (mayBeSignedIn() ? undefined : null),
  staleTime: 60_000,
});

/** Who is signed in: null where nobody is. */
export const useMe = () => useQuery(meQuery);

export const isAdmin = (me: Me | null | undefined) => me?.roles.some((r) => r.toLowerCase() === 'admin') === true;

export async function logIn(email: string, password: string): Promise<void> {
  try {
    await post('/auth/login', { email, password }, { query: { useCookies: 'true' }, signingIn: true });
  } catch (error) {
    throw error instanceof ApiError && error.status === 401 ? new ApiError(401, error.code, refusal(error)) : error;
  }
  forgetAntiforgery();
  remember(true);
}

export async function register(email: string, password: string): Promise<void> {
  await post('/auth/register', { email, password }, { signingIn: true });
  await logIn(email, password);
}

/** Signs out here; a fresh page has forgotten everything that was read and chosen by this user. */
export async function logOut(isGone = false): Promise<void> {
  if (!isGone) {
    await post('/auth/logout', {});
  }
  remember(false);
  sessionStorage.clear();
  location.assign('/');
}

export function useSignedIn() {
  const client = useQueryClient();
  return async () => {
    await client.fetchQuery({ ...meQuery, staleTime: 0 });
    await client.invalidateQueries({ predicate: isOfUser });
  };
}

const isOfUser = (query: Query) => query.queryKey[0] !== meKey[0];

const hint = 'mashup.visitor';

// Only a hint, so that a first visit does not begin with a refused request: the cookie itself cannot be read here.
function mayBeSignedIn(): boolean {
  try {
    return localStorage.getItem(hint) !== null;
  } catch {
    return true;
  }
}

function remember(isSignedIn: boolean): void {
  try {
    if (isSignedIn) {
      localStorage.setItem(hint, 'known');
    } else {
      localStorage.removeItem(hint);
    }
  } catch {
    // Storage may be forbidden; then the service is asked each time.
  }
}

function refusal(error: ApiError): string {
  return /lock/i.test(`${error.code} ${error.message}`)
    ? 'Too many tries: this account is locked for 15 minutes.'
    : 'Invalid email or password';
}
