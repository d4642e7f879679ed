import { Anchor, Badge, Drawer, MantineProvider, Menu, Modal, mergeThemeOverrides } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from 'react-router';
import { themeOverride } from '../theme/theme';
import { queryClient } from './queryClient';
import { router } from './routes';

// Locking the scroll writes a style element, which the page's policy forbids.
// The head of a dialog is no head of the page.
const modal = { lockScroll: false, centered: true, attributes: { header: { role: 'none' } } };
const theme = mergeThemeOverrides(themeOverride, {
  components: {
    // Colour alone does not tell a link from the words around it.
    Anchor: Anchor.extend({ defaultProps: { underline: 'always' } }),
    Badge: Badge.extend({ defaultProps: { tt: 'none', fw: 600 } }),
    // The first item takes the focus; a placeholder for it is no child that a menu may have.
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
    Modal: Modal.extend({ defaultProps: modal }),
    Drawer: Drawer.extend({ defaultProps: { lockScroll: false } }),
  },
});

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={queryClient}>
        <Notifications position="bottom-center" limit={3} />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
