import type { Judgement } from '@agent-vitals/config';
import type { Threshold } from './model.js';

/** The lines at which vitals.yaml has an indicator be degraded and critical, where high is bad. */
export const limits = ({ warning, critical }: Judgement): readonly Threshold[] => [
  { value: warning, severity: 'warning' },
  { value: critical, severity: 'critical' },
];
