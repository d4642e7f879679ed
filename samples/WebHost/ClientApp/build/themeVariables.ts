import {
  convertCssVariables, defaultCssVariablesResolver, deepMerge, DEFAULT_THEME, mergeMantineTheme,
} from '@mantine/core';
import type { Plugin } from 'vite';
import { themeOverride, themeVariables } from '../src/theme/theme.ts';

const name = 'virtual:theme-variables.css';

/** Writes the theme's CSS variables into the stylesheet at build time: the page's policy allows no inline style elements. */
export function themeVariablesCss(): Plugin {
  return {
    name: 'theme-variables',
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load(id) {
      if (id !== `\0${name}`) {
        return null;
      }

      const theme = mergeMantineTheme(DEFAULT_THEME, themeOverride);
      const variables = deepMerge(defaultCssVariablesResolver(theme), themeVariables);
      return convertCssVariables(variables, ':root');
    },
  };
}
