/** Colours of lines, areas and large numbers by how bad they are, on light and on dark ground. */
export const SEVERITY_COLOR = {
  good: '#2e9e5b',
  warning: '#e0861a',
  critical: '#d8344f',
} as const;

/** Colours behind words, which are `BADGE_TEXT`: small letters want more contrast. */
export const SEVERITY_BADGE = {
  good: '#1e7d45',
  warning: '#a85d00',
  critical: '#c22a44',
} as const;

export const BADGE_TEXT = '#ffffff';
