import type { VitalsConfig } from '@agent-vitals/config';
import { GENERAL_LABEL, label, metric } from '../metrics.js';
import type { TimeSeriesPanel } from '../model.js';
import {
  callRate,
  chosen,
  counterRate,
  largest,
  ofItem,
  ofService,
  p50,
  p95,
  smallest,
} from '../promql.js';
import { indicatorLines } from './indicator-panels.js';

const { errorType } = GENERAL_LABEL;
const store = label('promptStore');
const result = label('promptCacheResult');
const ofStore = `${ofService}, ${chosen(store, 'store')}`;

/** How fast prompts are found, with the limits of vitals.yaml. */
export function promptLookup(config: VitalsConfig): TimeSeriesPanel {
  const slow = indicatorLines(config, {
    indicator: 'database.promptLookupP95',
    id: 'prompt-lookup',
    title: 'Prompt lookup by store, p95 and p50',
    description:
      '95 and 50 of 100 lookups of a prompt end within this time; the lines are the limits of the first. Good is a few milliseconds: every invocation waits for it.',
    width: 12,
    matchers: [ofService, ofItem('store')],
    links: [{ title: 'Runbook', path: '/runbooks/PromptStoreSlow' }],
  });
  const usual = {
    expr: largest(p50(metric('promptLookupDuration'), [store], ofStore)),
    legend: `{{${store}}} p50`,
    exemplars: true,
  };
  return {
    ...slow,
    queries: [...slow.queries.map((query) => ({ ...query, legend: `${query.legend} p95` })), usual],
  };
}

/** How often the prompts of a process need not be looked up. */
export const promptCacheHits: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'prompt-cache-hits',
  title: 'Prompt cache hit ratio',
  description:
    'Lookups that the cache before a store answered over all, as the application tells of it. Good is high and flat: low, prompts are kept too shortly for how often they are used; after a start the cache fills first.',
  width: 12,
  unit: 'ratio',
  queries: [
    {
      // A cache that has never had anything has a ratio too.
      expr: smallest(
        `(${counterRate(metric('promptCacheLookups'), [store], ofStore, `${result}="hit"`)} or ${counterRate(metric('promptCacheLookups'), [store], ofStore)} * 0) / (${counterRate(metric('promptCacheLookups'), [store], ofStore)} > 0)`,
      ),
      legend: `{{${store}}}`,
    },
  ],
  links: [{ title: 'Runbook', path: '/runbooks/PromptStoreSlow' }],
};

/** Operations of a store per minute, by how they ended. */
const perMinute = (operation: string, key: Parameters<typeof metric>[0]) => ({
  expr: largest(`${callRate(metric(key), [store, errorType], ofStore)} * 60`),
  legend: `{{${store}}} ${operation} {{${errorType}}}`,
});

export const promptOperations: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'prompt-operations',
  title: 'Prompt lookups and saves per minute by result',
  description:
    'What the stores were asked for; what failed is named by its error. Good has no errors, and far fewer lookups than invocations of agents where a cache stands before the store.',
  width: 12,
  unit: 'per minute',
  queries: [perMinute('lookup', 'promptLookupDuration'), perMinute('save', 'promptSaveDuration')],
  links: [{ title: 'How many invocations?', dashboard: 'agents', keep: ['service'] }],
};

export const promptSave: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'prompt-save',
  title: 'Prompt save by store, p95',
  description:
    '95 of 100 writes of a prompt end within this time; a diamond is one and opens its trace. Good is some milliseconds; where lookups stay fast, writes wait for a lock or for the disk.',
  width: 12,
  unit: 'seconds',
  queries: [
    {
      expr: largest(p95(metric('promptSaveDuration'), [store], ofStore)),
      legend: `{{${store}}}`,
      exemplars: true,
    },
  ],
  links: [{ title: 'Is the disk busy?', dashboard: 'resources' }],
};
