import { MantineProvider, mergeThemeOverrides } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { RouterProvider } from 'react-router';
import { themeOverride } from '../theme/theme';
import { queryClient } from './queryClient';
import { router } from './routes';

// After the first page, which has nothing to say yet.
const Notices = lazy(async () => {
  await new Promise((resolve) => { setTimeout(resolve, 500); });
  return import('./Notices');
});

// Locking the scroll writes a style element, which the page's policy forbids.
// The head of a dialog is no head of the page.
const modal = { lockScroll: false, centered: true, attributes: { header: { role: 'none' } } };
// Named, not imported: what a page does not show need not come before it.
const theme = mergeThemeOverrides(themeOverride, {
  components: {
    // Colour alone does not tell a link from the words around it.
    Anchor: { defaultProps: { underline: 'always' } },
    Badge: { defaultProps: { tt: 'none', fw: 600 } },
    // The first item takes the focus; a placeholder for it is no child that a menu may have.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Modal: { defaultProps: modal },
    Drawer: { defaultProps: { lockScroll: false } },
  },
});

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={queryClient}>
        <Suspense><Notices /></Suspense>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
