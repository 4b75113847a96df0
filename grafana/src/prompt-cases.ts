import { comparisonLabel, comparisonMetric, label } from './metrics.js';
import type { TablePanel } from './model.js';
import { newestAgainstBefore } from './panels/prompt-comparison.js';

const VERDICT = comparisonLabel('verdict');

/** A series of what is published of a prompt, minute by minute. */
const series = (
  key: Parameters<typeof comparisonMetric>[0],
  measure: string,
  values: string,
  verdict?: string,
): object => {
  const labels = {
    [label('promptName')]: 'writer',
    [comparisonLabel('measure')]: measure,
    [comparisonLabel('newer')]: '2',
    [comparisonLabel('older')]: '1',
    ...(verdict !== undefined && { [VERDICT]: verdict }),
  };
  const matchers = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
  return { series: `${comparisonMetric(key)}{${matchers.join(', ')}}`, values };
};

/** The query of a column, with every prompt chosen. */
const exprOf = ({ columns }: TablePanel, title: string): string =>
  columns.find((column) => column.title === title)!.expr.replaceAll('$prompt', '.*');

/**
 * promtool cases of what the dashboard of prompts says of a comparison:
 * `promtool test rules grafana/tests/prompts.json`.
 */
export const promptCases = (): object => ({
  rule_files: [],
  evaluation_interval: '1m',
  tests: [
    {
      name: 'a verdict that changed is shown alone, and of nothing there is no change in percent',
      interval: '1m',
      input_series: [
        series('verdict', 'quality', '1x8', 'no evidence yet'),
        series('verdict', 'quality', '_x9 1x10', 'worse'),
        series('newer', 'quality', '0.5x20'),
        series('older', 'quality', '1x20'),
        series('newer', 'errors', '0.1x20'),
        series('older', 'errors', '0x20'),
      ],
      promql_expr_test: [
        {
          expr: exprOf(newestAgainstBefore, 'Verdict'),
          eval_time: '11m',
          exp_samples: [
            // The time of the sample, which the table hides.
            {
              labels: `{comparison="writer, quality, 2 against 1", ${VERDICT}="worse"}`,
              value: 660,
            },
          ],
        },
        {
          expr: exprOf(newestAgainstBefore, 'Change'),
          eval_time: '11m',
          exp_samples: [{ labels: '{comparison="writer, quality, 2 against 1"}', value: -0.5 }],
        },
      ],
    },
  ],
});
