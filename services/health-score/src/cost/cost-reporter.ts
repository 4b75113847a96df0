import type { VitalsConfig } from '@agent-vitals/config';
import {
  ATTR,
  METRIC,
  prometheusLabel,
  prometheusName,
} from '@agent-vitals/instrumentation/semconv';
import type { PrometheusClient } from '@agent-vitals/worker/prometheus-client';
import type { CostReport } from '../report.js';
import { createDailyCostReader } from './daily-cost.js';
import { forecastMonth } from './month-forecast.js';

/** What a cost report is asked for. */
export interface CostQuestion {
  readonly by: CostReport['by'];
  readonly from: Date;
  readonly to: Date;
}

/** Tells what calls to models cost. */
export interface CostReporter {
  /** With nine queries at most, however many agents there are. */
  report(question: CostQuestion): Promise<CostReport>;
}

/** Options of {@link createCostReporter}. */
export interface CostReporterOptions {
  readonly prometheus: PrometheusClient;
  readonly config: Pick<VitalsConfig, 'budgets'>;
  /** Milliseconds since 1970. Default: `Date.now`. */
  readonly clock?: () => number;
}

/** What tells the entries apart, and how their names are put together. */
const LABELS: Readonly<
  Record<CostReport['by'], { readonly attributes: readonly string[]; readonly separator: string }>
> = {
  agent: { attributes: [ATTR.agentName], separator: '' },
  workflow: { attributes: [ATTR.workflowName], separator: '' },
  model: { attributes: [ATTR.providerName, ATTR.requestModel], separator: '/' },
  prompt: { attributes: [ATTR.promptName, ATTR.promptVersion], separator: '@' },
};

const AMOUNTS = {
  cost: METRIC.llmCost,
  inputTokens: METRIC.inputTokens,
  cachedInputTokens: METRIC.cacheReadInputTokens,
  outputTokens: METRIC.outputTokens,
} as const;
type Amount = keyof typeof AMOUNTS | 'calls';

/** A reporter of cost as it was computed when each call was made. */
export function createCostReporter(options: CostReporterOptions): CostReporter {
  const { prometheus, config, clock = Date.now } = options;
  const dailyCost = createDailyCostReader(prometheus);

  return {
    async report({ by, from, to }) {
      const { attributes, separator } = LABELS[by];
      const labels = attributes.map(prometheusLabel);
      const window = `${Math.max(1, Math.round((to.getTime() - from.getTime()) / 1000))}s`;
      const byName = async (expr: string): Promise<ReadonlyMap<string, number>> => {
        const samples = await prometheus.query(expr, to);
        return new Map(
          samples.map((sample) => [
            labels.flatMap((label) => sample.labels[label] || []).join(separator),
            sample.value,
          ]),
        );
      };
      const increase = (metric: string): string =>
        `sum by (${labels.join(', ')}) (increase(${metric}[${window}]))`;

      const [calls, unpriced, month, ...amounts] = await Promise.all([
        byName(`histogram_count(${increase(prometheusName(METRIC.inferenceDuration))})`),
        prometheus.query(
          `sum(increase(${prometheusName(METRIC.llmUnpricedCalls)}[${window}]))`,
          to,
        ),
        dailyCost.read(clock()),
        ...Object.values(AMOUNTS).map((metric) => byName(increase(prometheusName(metric)))),
      ]);
      const table: Readonly<Record<Amount, ReadonlyMap<string, number>>> = {
        calls,
        ...(Object.fromEntries(
          Object.keys(AMOUNTS).map((amount, index) => [amount, amounts[index]]),
        ) as Record<keyof typeof AMOUNTS, ReadonlyMap<string, number>>),
      };
      return {
        by,
        from: from.toISOString(),
        to: to.toISOString(),
        currency: 'USD',
        ...entriesOf(table),
        unpricedCalls: Math.round(unpriced[0]?.value ?? 0),
        month: {
          soFar: month.soFar,
          ...forecastMonth(month),
          budget: config.budgets.perMonth ?? null,
        },
      };
    },
  };
}

function entriesOf(
  table: Readonly<Record<Amount, ReadonlyMap<string, number>>>,
): Pick<CostReport, 'total' | 'entries'> {
  const names = new Set(Object.values(table).flatMap((amounts) => [...amounts.keys()]));
  const amount = (kind: Amount, name: string): number => table[kind].get(name) ?? 0;
  const total = [...table.cost.values()].reduce((sum, cost) => sum + cost, 0);
  const entries = [...names].map((name) => {
    const cost = amount('cost', name);
    return {
      name,
      cost,
      share: total > 0 ? Math.min(1, cost / total) : 0,
      // `increase` extrapolates, so what is whole comes out broken.
      calls: Math.round(amount('calls', name)),
      inputTokens: Math.round(amount('inputTokens', name)),
      cachedInputTokens: Math.round(amount('cachedInputTokens', name)),
      outputTokens: Math.round(amount('outputTokens', name)),
    };
  });
  return {
    total,
    entries: entries
      .filter(({ cost, calls }) => cost > 0 || calls > 0)
      .toSorted((a, b) => b.cost - a.cost),
  };
}
