import {
  INDICATORS,
  type IndicatorKey,
  type IndicatorUnit,
  type Judgement,
  type VitalsConfig,
} from '@agent-vitals/config';
import { INDICATOR_LABEL } from '../metrics.js';
import type { PanelLink, StatPanel, TimeSeriesPanel, Unit } from '../model.js';
import { largest, selector, smallest } from '../promql.js';
import { colours, limits } from '../thresholds.js';

const UNIT: Readonly<Record<IndicatorUnit, Unit>> = {
  ratio: 'ratio',
  seconds: 'seconds',
  times: 'times',
  calls: 'number',
  cores: 'cores',
  'bytes per second': 'bytes per second',
  'per minute': 'per minute',
  connections: 'number',
};

/** What a panel of one indicator says; unit, lines and which end is bad follow from vitals.yaml. */
export interface IndicatorPanel {
  readonly indicator: IndicatorKey;
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly width: number;
  readonly links: readonly [PanelLink, ...PanelLink[]];
  /** Label matchers of the variables. */
  readonly matchers: readonly string[];
}

const judgementOf = ({ thresholds }: VitalsConfig, indicator: IndicatorKey): Judgement => {
  const { component, name } = INDICATORS[indicator];
  return thresholds[component][name]!;
};

const lowIsBad = ({ good, worst }: Judgement): boolean => worst < good;

/** An indicator over time: of each item as Prometheus recorded it, the worst ones. */
export function indicatorLines(
  config: VitalsConfig,
  { indicator, matchers, ...panel }: IndicatorPanel,
): TimeSeriesPanel {
  const judgement = judgementOf(config, indicator);
  const worst = lowIsBad(judgement) ? smallest : largest;
  const { series, unit } = INDICATORS[indicator];
  return {
    kind: 'time-series',
    ...panel,
    unit: UNIT[unit],
    queries: [
      {
        // What reports from several processes is one item.
        expr: worst(
          `${lowIsBad(judgement) ? 'min' : 'max'} by (${INDICATOR_LABEL.item}) (${selector(series, ...matchers)})`,
        ),
        legend: `{{${INDICATOR_LABEL.item}}}`,
      },
    ],
    thresholds: limits(judgement),
  };
}

/** The present value of an indicator for the worst of its items. */
export function indicatorStat(
  config: VitalsConfig,
  { indicator, matchers, ...panel }: IndicatorPanel,
): StatPanel {
  const judgement = judgementOf(config, indicator);
  const { series, unit } = INDICATORS[indicator];
  return {
    kind: 'stat',
    ...panel,
    unit: UNIT[unit],
    queries: [
      {
        expr: `${lowIsBad(judgement) ? 'min' : 'max'}(${selector(series, ...matchers)})`,
        legend: 'worst',
      },
    ],
    ...colours(judgement),
  };
}
