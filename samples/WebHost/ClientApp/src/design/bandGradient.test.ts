import { expect, it } from 'vitest';
import { mixed } from './bandGradient';

it.each([[1, '#d9480f'], [0, '#ffffff'], [0.5, '#eca487']])('mixes by %s', (part, color) => {
  expect(mixed('#d9480f', '#ffffff', part)).toBe(color);
  expect(mixed('#d9480f', '#fff', part)).toBe(color);
});
