import type { ThresholdOptions } from '@perses-dev/core';

type Readable = Readonly<Record<'light' | 'dark', string>>;

/** Colours of severities that have a contrast of 4.5 to 1 on light and on dark. As in console.css. */
export const WARNING: Readable = { light: '#8a4b00', dark: '#f5b54a' };
export const CRITICAL: Readable = { light: '#b3201f', dark: '#ff8a80' };

/** The same by the colours that dashboards name, which are a compromise for light and dark. */
const COLORS: Readonly<Record<string, Readable>> = {
  '#2e9e5b': { light: '#166c3c', dark: '#5cd68e' },
  '#e0861a': WARNING,
  '#d8344f': CRITICAL,
};

/** Limits in colours that can be read on this ground. */
export function readableLimits(
  { defaultColor, steps = [], ...rest }: ThresholdOptions,
  mode: 'light' | 'dark',
): ThresholdOptions {
  const readable = (color: string): string => COLORS[color]?.[mode] ?? color;
  return {
    ...rest,
    ...(defaultColor !== undefined && { defaultColor: readable(defaultColor) }),
    steps: steps.map((step) =>
      step.color === undefined ? step : { ...step, color: readable(step.color) },
    ),
  };
}
