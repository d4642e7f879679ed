import '@testing-library/jest-dom/vitest';

Object.defineProperty(window, 'matchMedia', {
  value: (query: string) => ({
    matches: false, media: query, onchange: null,
    addEventListener: () => undefined, removeEventListener: () => undefined, dispatchEvent: () => false,
  }),
});
class NoResize {
  observe() { /* nothing is laid out in tests */ }
  unobserve() { /* see above */ }
  disconnect() { /* see above */ }
}
window.ResizeObserver = NoResize;
