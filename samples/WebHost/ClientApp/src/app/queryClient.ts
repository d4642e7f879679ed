import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/problem';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (count, error) => error instanceof ApiError && error.isTemporary && count < 4,
      retryDelay: (count, error) =>
        error instanceof ApiError && error.retryAfterSeconds !== undefined ? error.retryAfterSeconds * 1000 : Math.min(8000, 400 * 2 ** count),
    },
    mutations: { retry: false },
  },
});
