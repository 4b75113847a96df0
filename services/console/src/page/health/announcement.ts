import type { HealthReport } from '@agent-vitals/health-score/report';
import { listed } from '../elements/listed.js';
import { formatScore } from './format.js';
import { STATUS } from './wording.js';

/** What is worth saying of a new report: that the status of the whole changed. */
export function announcement(
  former: HealthReport,
  { status, score, components }: HealthReport,
): string | undefined {
  if (status === former.status) return undefined;
  const word = STATUS[status].word.toLowerCase();
  const figure = score === null ? '' : `, ${formatScore(score)} of 100`;
  const ill = components
    .filter((component) => component.status === 'critical' || component.status === 'degraded')
    .filter(({ causedBy }) => causedBy.length === 0)
    .map(({ title }) => title);
  return `Health is now ${word}${figure}.${ill.length > 0 ? ` See ${listed(ill)}.` : ''}`;
}
