/** Colours of values by how bad they are; readable on light and on dark ground. */
export const SEVERITY_COLOR = {
  good: '#2e9e5b',
  warning: '#e0861a',
  critical: '#d8344f',
} as const;
