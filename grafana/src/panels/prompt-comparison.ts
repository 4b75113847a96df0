import { comparisonLabel, comparisonMetric, label } from '../metrics.js';
import type { TablePanel } from '../model.js';
import { chosen, selector } from '../promql.js';

const promptName = label('promptName');
const verdict = comparisonLabel('verdict');

/** The label that says what is compared: of which prompt, by which measure, which version with which. */
const COMPARISON = 'comparison';

const versions = (expr: string): string =>
  `label_join(${expr}, "versions", " against ", "${comparisonLabel('newer')}", "${comparisonLabel('older')}")`;

const named = (expr: string): string =>
  `label_join(${versions(expr)}, "${COMPARISON}", ", ", "${promptName}", "${comparisonLabel('measure')}", "versions")`;

const published = (key: Parameters<typeof comparisonMetric>[0]): string =>
  selector(comparisonMetric(key), chosen(promptName, 'prompt'));

const each = (key: Parameters<typeof comparisonMetric>[0]): string =>
  `max by (${COMPARISON}) (${named(published(key))})`;

/** The last of each: one that has just changed is there for five minutes more. */
const lastVerdict = `max by (${COMPARISON}, ${verdict}) (topk by (${COMPARISON}) (1, ${named(`timestamp(${published('verdict')})`)}))`;

export const newestAgainstBefore: TablePanel = {
  kind: 'table',
  id: 'newest-against-before',
  title: 'Is the newest version better than the one before?',
  description:
    "Of each prompt with two versions, by each measure that both are known by: what is measured here, or else what other systems report. The true difference, newer less older, is within the interval: where 0 is too, or one was seen too rarely for an interval, there is no evidence yet; two that are alike are told apart in 2 of 100 comparisons. Quality is on its evaluation's scale, cost in US dollars, duration in seconds; errors and loops are parts of 1. Good is better, or no evidence yet; one that is worse is to be taken back, or worth what it costs.",
  width: 24,
  rows: { label: COMPARISON, title: 'Prompt, measure, versions', long: true },
  // Worse, no evidence yet, better: as it happens, the alphabet has the worst last.
  descendingBy: 'Verdict',
  columns: [
    {
      title: 'Verdict',
      label: verdict,
      expr: lastVerdict,
      severities: { worse: 'critical', better: 'good' },
    },
    { title: 'Change', unit: 'ratio', expr: `${each('newer')} / (${each('older')} > 0) - 1` },
    { title: 'Newer', unit: 'mixed', expr: each('newer') },
    { title: 'Older', unit: 'mixed', expr: each('older') },
    { title: 'Difference from', unit: 'mixed', expr: each('lowestDifference') },
    { title: 'Difference to', unit: 'mixed', expr: each('highestDifference') },
    { title: 'Seen of newer', unit: 'count', expr: each('newerCount') },
    { title: 'Seen of older', unit: 'count', expr: each('olderCount') },
  ],
  links: [
    {
      title: 'Any two versions',
      dashboard: 'compare',
      keep: ['service', 'prompt'],
      choose: { by: label('promptVersion') },
    },
  ],
};
