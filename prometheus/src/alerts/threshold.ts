import type { Indicator, Override, Severity, VitalsConfig } from '@agent-vitals/config';
import { withUnit } from './units.js';

/** Labels by which overrides tell items apart. */
const ITEM = 'item';
const SERVICE = 'service_name';

/** A threshold, and the items that have it. */
export interface Threshold {
  readonly value: number;
  /** Undefined: every item. */
  readonly only?: Override;
}

/** The thresholds of an indicator, the one that counts first before the others. */
function thresholdsOf(
  { thresholds, overrides }: Pick<VitalsConfig, 'thresholds' | 'overrides'>,
  { component, name }: Indicator,
  severity: Severity,
): readonly Threshold[] {
  const special = overrides
    .filter((override) => override.component === component)
    .flatMap((only): Threshold[] => {
      const value = only.thresholds[name]?.[severity];
      return value === undefined ? [] : [{ value, only }];
    });
  return [...special.toReversed(), { value: thresholds[component][name]![severity] }];
}

/**
 * PromQL that holds for the items of a series that are beyond their threshold. An item that
 * several overrides name has the threshold of the last.
 */
export function beyondThreshold(
  config: Pick<VitalsConfig, 'thresholds' | 'overrides'>,
  indicator: Indicator,
  severity: Severity,
  series: string = indicator.series,
): string {
  const sign = indicator.thresholds.worst > indicator.thresholds.good ? '>' : '<';
  return ofEachThreshold(
    config,
    indicator,
    severity,
    series,
    ({ value }, those) => `${those} ${sign} ${value}`,
  );
}

/**
 * PromQL for the items of each threshold, joined.
 * @param write gives it for a threshold, and for the samples of the items that have it
 */
export function ofEachThreshold(
  config: Pick<VitalsConfig, 'thresholds' | 'overrides'>,
  indicator: Indicator,
  severity: Severity,
  series: string,
  write: (threshold: Threshold, those: string) => string,
): string {
  const thresholds = thresholdsOf(config, indicator, severity);
  return thresholds
    .map((threshold, index) => {
      const before = thresholds.slice(0, index).map((each) => select(series, each.only));
      const those = [select(series, threshold.only), ...before].join(' unless ');
      return write(threshold, before.length === 0 ? those : `(${those})`);
    })
    .join('\nor ');
}

/** A template that writes the threshold of the item that an alert is about. */
export function thresholdText(
  config: Pick<VitalsConfig, 'thresholds' | 'overrides'>,
  indicator: Indicator,
  severity: Severity,
): string {
  return thresholdsOf(config, indicator, severity).reduceRight(
    (otherwise, { value, only }) =>
      only === undefined
        ? withUnit(indicator.unit, value)
        : `{{ if ${condition(only)} }}${withUnit(indicator.unit, value)}{{ else }}${otherwise}{{ end }}`,
    '',
  );
}

function select(series: string, only?: Override): string {
  if (only === undefined) return series;
  const service = only.service === undefined ? '' : `, ${SERVICE}=${JSON.stringify(only.service)}`;
  return `${series}{${ITEM}=~${JSON.stringify(pattern(only))}${service}}`;
}

function condition(only: Override): string {
  const item = `match ${JSON.stringify(`^(?:${pattern(only)})$`)} $labels.${ITEM}`;
  if (only.service === undefined) return item;
  return `and (${item}) (eq $labels.${SERVICE} ${JSON.stringify(only.service)})`;
}

/** The items of an override as a regular expression (RE2). */
const pattern = ({ items }: Override): string =>
  items
    .map((item) =>
      item
        .split('*')
        .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
        .join('.*'),
    )
    .join('|');
