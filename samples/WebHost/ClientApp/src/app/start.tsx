import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';

const root = document.getElementById('root');
if (root !== null) {
  // In slices: a slow phone stays responsive meanwhile.
  startTransition(() => { createRoot(root).render(<StrictMode><App /></StrictMode>); });
}
