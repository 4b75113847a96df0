import {
  callsOverTime,
  costOverTime,
  durationOverTime,
  errorsOverTime,
} from './comparison/graphs.js';
import { sideVariables } from './comparison/sides.js';
import { costs, durations, errors, percentiles, tokens } from './comparison/tables.js';
import type { Dashboard } from './model.js';

/** Do two agents, models, versions, environments or times differ, by more than noise? */
export const compare = (): Dashboard => ({
  name: 'compare',
  title: 'Compare',
  description:
    'Do two agents, models, prompt versions, services, environments or times differ, and by more than noise?',
  range: '1h',
  refresh: '1m',
  variables: sideVariables,
  rows: [
    { title: 'Failures', height: 7, panels: [errors] },
    { title: 'Time', height: 7, panels: [durations, percentiles] },
    { title: 'Tokens and cost', height: 6, panels: [tokens, costs] },
    {
      title: 'A and B over each other',
      height: 8,
      panels: [errorsOverTime, durationOverTime, callsOverTime, costOverTime],
    },
  ],
});
