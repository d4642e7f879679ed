/** A stretch of a recording and its colour, as a CSS variable; places are shares of the whole. */
export interface Band { from: number; to: number; color: string }

/** A fill that changes colour where a band begins; `paint` makes a colour of what a variable holds. */
export function bandGradient(bands: readonly Band[], width: number, paint: (variable: string) => string): CanvasGradient | null {
  const gradient = document.createElement('canvas').getContext('2d')?.createLinearGradient(0, 0, width, 0) ?? null;
  bands.forEach(({ from, to, color }) => {
    gradient?.addColorStop(share(from), paint(color));
    gradient?.addColorStop(share(to), paint(color));
  });
  return gradient;
}

const share = (value: number) => Math.max(0, Math.min(1, value));

/** Two colours of the form #rrggbb, the first of them by this much. */
export function mixed(first: string, second: string, part: number): string {
  const at = (color: string, i: number) => parseInt(color.slice(1 + 2 * i, 3 + 2 * i), 16);
  const hex = [0, 1, 2].map((i) => Math.round(at(first, i) * part + at(second, i) * (1 - part)).toString(16).padStart(2, '0'));
  return `#${hex.join('')}`;
}
