import type { Alert } from '../rule.js';

/** An alert about the pipeline or the whole, with what most of them share left out. */
export type Row = Pick<Alert, 'name' | 'expr' | 'severity' | 'summary' | 'description'> &
  Partial<Alert>;

/** A row with what it leaves out. */
export const toAlert = (row: Row): Alert => ({
  component: 'pipeline',
  forSeconds: 0,
  keepFiringForSeconds: 60,
  dashboard: { name: 'pipeline', variables: {} },
  ...row,
});
