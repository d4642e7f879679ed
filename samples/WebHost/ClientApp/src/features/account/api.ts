import { useQuery, useQueryClient } from '@tanstack/react-query';
import { forgetAntiforgery, get, post } from '../../api/http';
import { ApiError } from '../../api/problem';
import type { Me } from '../../api/types';

const meKey = ['me'];

/** Who is signed in: null where nobody is. */
export function useMe() {
  return useQuery({
    queryKey: meKey,
    queryFn: async ({ signal }) => {
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
    staleTime: 60_000,
  });
}

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

/** Signs out here and forgets everything that was read for this user. */
export function useLogOut() {
  const client = useQueryClient();
  return async (isGone = false) => {
    if (!isGone) {
      await post('/auth/logout', {}).catch(() => undefined);
    }
    forgetAntiforgery();
    remember(false);
    client.clear();
    client.setQueryData(meKey, null);
  };
}

export function useSignedIn() {
  const client = useQueryClient();
  return () => client.invalidateQueries();
}

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
