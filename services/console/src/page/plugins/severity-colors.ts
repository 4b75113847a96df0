import type { ThresholdOptions } from '@perses-dev/core';

/**
 * How severities look in the console, by the colours that dashboards name: those are a compromise
 * for light and dark, these have a contrast of 4.5 to 1 on either. As in console.css.
 */
const COLORS: Readonly<Record<string, Readonly<Record<'light' | 'dark', string>>>> = {
  '#2e9e5b': { light: '#166c3c', dark: '#5cd68e' },
  '#e0861a': { light: '#8a4b00', dark: '#f5b54a' },
  '#d8344f': { light: '#b3201f', dark: '#ff8a80' },
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
