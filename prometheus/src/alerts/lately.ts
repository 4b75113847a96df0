import type { Indicator } from '@agent-vitals/config';
import type { Measurement } from '../indicators/measurement.js';
import type { Recording } from '../recording.js';
import { labelsOf } from './indicator-labels.js';
import { steady } from './steady.js';

/** What a warning looks at where the indicator itself, made for a score, goes up and down by chance. */
export interface Lately {
  /** The series that is compared with the threshold. */
  readonly recording: Recording;
  /** How long the warning waits on top, in seconds. */
  readonly forSeconds: number;
}

/**
 * What was so for some time; undefined for an indicator that is steady.
 * @param forSeconds how long the warning is to wait
 */
export function createLately(
  indicator: Indicator,
  { lately, noisy }: Measurement,
  forSeconds: number,
): Lately | undefined {
  if (lately !== undefined) {
    const record = `${indicator.series}:lately`;
    return { recording: { record, expr: lately, labels: labelsOf(indicator) }, forSeconds };
  }
  const recording = noisy && steady(indicator, forSeconds);
  // What was so for most of a time was so long enough.
  return recording && { recording, forSeconds: 0 };
}
