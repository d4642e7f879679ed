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

/** Two colours of the form #rrggbb or #rgb, the first of them by this much. */
export function mixed(first: string, second: string, part: number): string {
  const [a, b] = [parts(first), parts(second)];
  return `#${a.map((v, i) => Math.round(v * part + (b[i] ?? 0) * (1 - part)).toString(16).padStart(2, '0')).join('')}`;
}

function parts(color: string): number[] {
  const digits = color.slice(1);
  return (digits.length === 3 ? [...digits].map((d) => d + d) : digits.match(/../g) ?? []).map((d) => parseInt(d, 16));
}
