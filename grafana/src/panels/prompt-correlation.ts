import { comparisonLabel, correlationMetric, label } from '../metrics.js';
import type { TablePanel } from '../model.js';
import { chosen, selector } from '../promql.js';

const promptName = label('promptName');

/** The label that says with what the quality of which prompt goes. */
const ROW = 'prompt';

const each = (key: Parameters<typeof correlationMetric>[0]): string => {
  const published = selector(correlationMetric(key), chosen(promptName, 'prompt'));
  return `max by (${ROW}) (label_join(${published}, "${ROW}", ", ", "${promptName}", "${comparisonLabel('measure')}"))`;
};

export const qualityGoesWith: TablePanel = {
  kind: 'table',
  id: 'quality-goes-with',
  title: 'Do better versions need more?',
  description:
    'Rank correlation of quality and cost, duration or output tokens, across the versions of a prompt, of the last 7 days: 1 where each better version needs more, -1 where each needs less. It is within the interval, which needs 4 versions; where 0 is too, there is no evidence. Good is what you are willing to pay for.',
  width: 10,
  rows: { label: ROW, title: 'Prompt, measure', long: true },
  columns: [
    { title: 'Correlation', unit: 'number', expr: each('coefficient') },
    { title: 'From', unit: 'number', expr: each('lowest') },
    { title: 'To', unit: 'number', expr: each('highest') },
    { title: 'Versions', unit: 'count', expr: each('versions') },
  ],
  links: [{ title: 'What does it cost?', dashboard: 'llm-usage', keep: ['service'] }],
};
