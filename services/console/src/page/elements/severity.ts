/** How an alert's severity is shown: a word, a shape and the colour of a status. */
interface SeverityLook {
  readonly shape: string;
  readonly status: 'critical' | 'degraded' | 'unknown';
}

const SEVERITIES: ReadonlyMap<string, SeverityLook> = new Map([
  ['critical', { shape: '■', status: 'critical' }],
  ['warning', { shape: '▲', status: 'degraded' }],
  ['info', { shape: '●', status: 'unknown' }],
]);
const ORDER = [...SEVERITIES.keys()];

/** Any other severity looks like the least one. */
export const lookOf = (severity: string): SeverityLook =>
  SEVERITIES.get(severity) ?? { shape: '●', status: 'unknown' };

/** 0 for the worst; what is not known comes last. */
export function rankOf(severity: string): number {
  const index = ORDER.indexOf(severity);
  return index === -1 ? ORDER.length : index;
}
