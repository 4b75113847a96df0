import type { HealthReport } from '@agent-vitals/health-score/report';
import { formatScore } from './format.js';
import { listed, STATUS } from './wording.js';

/** What is worth saying when the status of the whole changes. */
export function announcement({ status, score, components }: HealthReport): string {
  const word = STATUS[status].word.toLowerCase();
  const figure = score === null ? '' : `, ${formatScore(score)} of 100`;
  const ill = components
    .filter((component) => component.status === 'critical' || component.status === 'degraded')
    .filter(({ causedBy }) => causedBy.length === 0)
    .map(({ title }) => title);
  return `Health is now ${word}${figure}.${ill.length > 0 ? ` See ${listed(ill)}.` : ''}`;
}
