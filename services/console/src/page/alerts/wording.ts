import type { AlertAnswer, AlertReference } from '@agent-vitals/alert-history/answers';
import { listed } from '../elements/listed.js';

/** What an alert is about: "reviewer of shop". */
export const whereOf = ({ item, service }: Pick<AlertReference, 'item' | 'service'>): string =>
  [...new Set([item, service])].filter((name) => name !== '').join(' of ');

/** What is wrong, or else what that is called. */
export const titleOf = ({ summary, name }: Pick<AlertReference, 'summary' | 'name'>): string =>
  summary === '' ? name : summary;

/** How many alerts. */
export const alertsText = (count: number): string => `${count} ${count === 1 ? 'alert' : 'alerts'}`;

/** Who knows of an alert that is open, and who has it. */
export function whoKnows({ state, acknowledgedBy, receivers }: AlertAnswer): string {
  if (state === 'acknowledged') return `${acknowledgedBy} has it`;
  return receivers.length === 0 ? 'nobody told yet' : `told ${listed(receivers)}`;
}
