import type { Analysis } from '../api/types';

/** Loud music hardly moves: what is under this share of its loudest is shown as small. */
const mostFloor = 0.75;
const small = 0.15;

/** How tall a song is drawn at a moment, from 0 to 1: spread so that quiet and loud parts are told apart at a glance. */
export function energyShape({ energy: { hopSeconds, values } }: Analysis): (seconds: number) => number {
  const most = Math.max(1e-6, ...values);
  const least = Math.min(mostFloor * most, values.toSorted((a, b) => a - b)[Math.floor(values.length / 20)] ?? 0);
  return (seconds) => {
    const value = values[Math.min(values.length - 1, Math.max(0, Math.floor(seconds / hopSeconds)))] ?? 0;
    return value < least ? small * value / least : small + (1 - small) * (value - least) / (most - least);
  };
}
