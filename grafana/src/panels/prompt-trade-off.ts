import { inRange, type Recorded } from '../comparison/total.js';
import { label } from '../metrics.js';
import type { TablePanel } from '../model.js';
import { chosen, ofService } from '../promql.js';

const promptName = label('promptName');
const version = label('promptVersion');

/** The label that says which version of which prompt. */
const ROW = 'prompt';

const MODEL_CALLS = 'activity="model calls"';
const OUTPUT = 'direction="output"';

const sum = (of: Recorded, ...matchers: readonly string[]): string =>
  inRange(
    `${promptName}, ${version}`,
    of,
    ofService,
    chosen(promptName, 'prompt'),
    `${version}!=""`,
    ...matchers,
  );

const named = (expr: string): string =>
  `sum by (${ROW}) (label_join(${expr}, "${ROW}", " ", "${promptName}", "${version}"))`;

const calls = sum('calls', MODEL_CALLS);

const mean = (total: string, count: string): string => named(`${total} / (${count} > 0)`);

export const qualityAgainstCost: TablePanel = {
  kind: 'table',
  id: 'quality-against-cost',
  title: 'Is quality worth what it costs?',
  description:
    'What each version scored, and what a call with it cost and took, within the chosen time; at least 15 minutes of it. The score is the mean of all evaluations, and compares only what the same ones judged. Good is a version that scores more for the same cost, or the same for less.',
  width: 14,
  rows: { label: ROW, title: 'Prompt and version', long: true },
  columns: [
    { title: 'Quality', unit: 'number', expr: mean(sum('scores'), sum('scored')) },
    { title: 'Cost of a call', unit: 'USD', expr: mean(sum('cost'), calls) },
    {
      title: 'Duration',
      unit: 'seconds',
      expr: mean(sum('seconds', MODEL_CALLS), sum('succeeded', MODEL_CALLS)),
    },
    {
      title: 'Output tokens',
      unit: 'tokens',
      expr: mean(sum('tokens', OUTPUT), sum('answers', OUTPUT)),
    },
    { title: 'Calls', unit: 'count', expr: named(calls) },
  ],
  links: [{ title: 'What does it come to?', dashboard: 'llm-usage', keep: ['service'] }],
};
