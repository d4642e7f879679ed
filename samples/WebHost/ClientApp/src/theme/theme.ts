import type { MantineThemeOverride } from '@mantine/core';

/** The one place where colour, space and type are decided; build/themeVariables.ts turns it into CSS variables. */
export const themeOverride: MantineThemeOverride = {
  primaryColor: 'plum',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  headings: { fontWeight: '650', sizes: { h1: { fontSize: '1.75rem', lineHeight: '1.2' }, h2: { fontSize: '1.2rem', lineHeight: '1.3' }, h3: { fontSize: '1rem' } } },
  colors: {
    plum: ['#f4f1ff', '#e5dfff', '#cabfff', '#ad9bff', '#9a84fb', '#8e75f7', '#7459e6', '#5b3fd6', '#4a31b5', '#382488'],
    dark: ['#e9e7ef', '#c9c5d4', '#a8a3b8', '#767087', '#4a4558', '#363142', '#272331', '#1d1a26', '#16141d', '#100e15'],
    red: ['#fff5f5', '#ffe3e3', '#ffc9c9', '#ffa8a8', '#ff8787', '#f76a6a', '#d62828', '#c92a2a', '#a82424', '#8a1c1c'],
    teal: ['#e6fcf5', '#c3fae8', '#96f2d7', '#63e6be', '#38d9a9', '#20c997', '#12b886', '#0ca678', '#099268', '#05634a'],
    gray: ['#f7f6f9', '#efedf3', '#e3e0ea', '#d2cedb', '#b3aec0', '#8b8599', '#645e73', '#4a4558', '#332e40', '#1f1b29'],
  },
};

/** Colours of the source songs, told apart by hue and by lightness. */
const songs = {
  light: ['#d9480f', '#0b7285', '#a16207', '#a61e6b', '#3b5bdb'],
  dark: ['#ff9466', '#4fd1c5', '#f2c14e', '#f48fc2', '#8fa8ff'],
};

export const songCount = songs.light.length;

/** The colour of the n-th song, as CSS. */
export const songColor = (index: number) => `var(--song-${String(((index % songCount) + songCount) % songCount)})`;

const songVariables = (colors: string[]) => Object.fromEntries(colors.map((c, i) => [`--song-${String(i)}`, c]));

export const themeVariables = {
  variables: {
    '--page-width': '72rem',
    '--control-height': '2.75rem',
  },
  light: {
    '--mantine-color-body': '#f7f6f9',
    '--mantine-color-text': '#1f1b29',
    '--mantine-color-dimmed': '#5d576b',
    '--mantine-color-placeholder': '#6f6980',
    '--mantine-color-error': '#c22525',
    '--mantine-color-anchor': '#5b3fd6',
    '--surface': '#ffffff',
    '--surface-sunken': '#efedf3',
    '--line': '#dedae6',
    '--focus': '#5b3fd6',
    '--wave': '#8f88a1',
    ...songVariables(songs.light),
  },
  dark: {
    '--mantine-color-body': '#16141d',
    '--mantine-color-text': '#eeecf4',
    '--mantine-color-dimmed': '#aaa5ba',
    '--mantine-color-placeholder': '#9690a8',
    '--mantine-color-error': '#ff8f8f',
    '--mantine-color-anchor': '#b3a3ff',
    '--surface': '#1f1b29',
    '--surface-sunken': '#121018',
    '--line': '#363142',
    '--focus': '#ad9bff',
    '--wave': '#6d6680',
    ...songVariables(songs.dark),
  },
};
