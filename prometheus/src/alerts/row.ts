import type { Alert, Dashboard } from '../rule.js';

/** An alert about the pipeline or the whole, with what most of them share left out. */
export type Row = Pick<Alert, 'name' | 'expr' | 'severity' | 'summary' | 'description'> &
  Partial<Alert>;

/** Where an item's indicators are shown. */
export const itemOf = (component: string): Dashboard => ({
  name: 'system-health',
  variables: { item: 'item' },
  values: { component },
});

/** A row with what it leaves out. */
export const toAlert = (row: Row): Alert => ({
  component: 'pipeline',
  forSeconds: 0,
  keepFiringForSeconds: 60,
  dashboard: { name: 'system-health', variables: {} },
  ...row,
});
