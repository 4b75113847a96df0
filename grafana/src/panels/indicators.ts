import {
  INDICATORS,
  type Indicator,
  type IndicatorUnit,
  type VitalsConfig,
} from '@agent-vitals/config';
import { INDICATOR_LABEL } from '../metrics.js';
import type { TimeSeriesPanel, Unit } from '../model.js';
import { largest, smallest } from '../promql.js';
import { limits } from '../thresholds.js';

/** Indicators that one panel can show: their values have one unit, and one direction is bad. */
interface Group {
  readonly id: string;
  readonly title: string;
  readonly units: readonly IndicatorUnit[];
  /** Which end is bad. */
  readonly bad: 'high' | 'low';
  readonly unit: Unit;
  readonly description: string;
  readonly links: TimeSeriesPanel['links'];
}

const GROUPS: readonly Group[] = [
  {
    id: 'high-ratios',
    title: 'Errors and saturation, the highest',
    units: ['ratio'],
    bad: 'high',
    unit: 'ratio',
    description: 'Error ratios, use of budgets, connections, memory, disk. Good is low.',
    links: [{ title: 'Which part?', dashboard: 'system-overview' }],
  },
  {
    id: 'low-ratios',
    title: 'Availability, quality and budgets left, the lowest',
    units: ['ratio'],
    bad: 'low',
    unit: 'ratio',
    description: 'Probes that succeed, quality against its past, SLO budget left. Good is high.',
    links: [{ title: 'APIs', dashboard: 'apis' }],
  },
  {
    id: 'durations',
    title: 'Durations and delays, the longest',
    units: ['seconds'],
    bad: 'high',
    unit: 'seconds',
    description: '95th percentiles, delays, missing telemetry.',
    links: [{ title: 'Workflows', dashboard: 'workflows' }],
  },
  {
    id: 'against-past',
    title: 'Against their own past, the most',
    units: ['times'],
    bad: 'high',
    unit: 'times',
    description: 'Multiples of what was usual: durations, output tokens, cost.',
    links: [{ title: 'LLM usage and cost', dashboard: 'llm-usage' }],
  },
  {
    id: 'counts',
    title: 'Calls, connections, cores and events, the most',
    units: ['calls', 'connections', 'cores', 'per minute'],
    bad: 'high',
    unit: 'number',
    description: 'Model calls in an invocation, connections that wait, cores in use, deadlocks.',
    links: [{ title: 'Agents', dashboard: 'agents' }],
  },
  {
    id: 'growth',
    title: 'Memory growth, the fastest',
    units: ['bytes per second'],
    bad: 'high',
    unit: 'bytes per second',
    description: 'Growth of the memory of processes; one that never stops is a leak.',
    links: [{ title: 'Resources', dashboard: 'resources' }],
  },
];

const badEnd = ({ thresholds }: Indicator): Group['bad'] =>
  thresholds.worst > thresholds.good ? 'high' : 'low';

/** The worst values of each kind of indicator, as Prometheus recorded them for the score. */
export const indicatorPanels = ({ thresholds }: VitalsConfig): readonly TimeSeriesPanel[] =>
  GROUPS.map((group) => {
    const shown = Object.values(INDICATORS).filter(
      (each) => group.units.includes(each.unit) && badEnd(each) === group.bad,
    );
    const names = shown.map(({ series }) => series);
    const [only, ...others] = shown;
    const selector = `{__name__=~"${names.join('|')}", ${INDICATOR_LABEL.component}=~"$component", ${INDICATOR_LABEL.item}=~"$item"}`;
    return {
      kind: 'time-series',
      id: group.id,
      title: group.title,
      description: `${group.description} Good stays within the thresholds of vitals.yaml, which each indicator has its own of.`,
      width: 12,
      unit: group.unit,
      // Several indicators have lines of their own each.
      ...(only &&
        others.length === 0 && { thresholds: limits(thresholds[only.component][only.name]!) }),
      links: group.links,
      queries: [
        {
          expr: (group.bad === 'high' ? largest : smallest)(selector),
          legend: `{{${INDICATOR_LABEL.item}}} {{${INDICATOR_LABEL.indicator}}}`,
        },
      ],
    };
  });
