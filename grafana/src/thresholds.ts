import type { Judgement } from '@agent-vitals/config';
import type { Severity, Threshold } from './model.js';

const lowIsBad = ({ good, worst }: Judgement): boolean => worst < good;

/**
 * The lines at which vitals.yaml has an indicator be degraded and critical, for a graph: each has
 * the colour of what begins there.
 */
export const limits = (judgement: Judgement): readonly Threshold[] => {
  const lines: readonly Threshold[] = [
    { value: judgement.warning, severity: 'warning' },
    { value: judgement.critical, severity: 'critical' },
  ];
  return lowIsBad(judgement) ? lines.toReversed() : lines;
};

/** How a single value of an indicator is coloured; where low is bad, the colours begin with the worst. */
export const colours = (
  judgement: Judgement,
): { readonly thresholds: readonly Threshold[]; readonly below?: Severity } =>
  lowIsBad(judgement)
    ? {
        thresholds: [
          { value: judgement.critical, severity: 'warning' },
          { value: judgement.warning, severity: 'good' },
        ],
        below: 'critical',
      }
    : { thresholds: limits(judgement) };
