import { afterEach } from 'vitest';

class NoResize {
  observe() { /* nothing is laid out in tests */ }
  unobserve() { /* see above */ }
  disconnect() { /* see above */ }
}

// Tests of logic alone need none of this.
if (typeof window !== 'undefined') {
  await import('@testing-library/jest-dom/vitest');
  const { cleanup, configure } = await import('@testing-library/react');
  afterEach(cleanup);
  // A guard against hangs; the machine may be busy.
  configure({ asyncUtilTimeout: 120_000 });
  window.ResizeObserver = NoResize;
  Object.defineProperty(window, 'matchMedia', {
    value: (query: string) => ({
      matches: false, media: query, onchange: null,
      addEventListener: () => undefined, removeEventListener: () => undefined, dispatchEvent: () => false,
    }),
  });
}
