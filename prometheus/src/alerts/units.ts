import type { IndicatorUnit } from '@agent-vitals/config';

/** How a value of each unit is written, by a template of Prometheus: `$` stands for the value. */
const FORMAT: Readonly<Record<IndicatorUnit, string>> = {
  ratio: '{{ $ | humanizePercentage }}',
  seconds: '{{ $ | humanizeDuration }}',
  times: '{{ $ | printf "%.1f" }} times',
  calls: '{{ $ | printf "%.0f" }} times',
  cores: '{{ $ | printf "%.2f" }} cores',
  'bytes per second': '{{ $ | humanize1024 }}B/s',
  'per minute': '{{ $ | printf "%.1f" }} a minute',
  connections: '{{ $ | printf "%.0f" }}',
};

/**
 * A template that writes a value with its unit.
 * @param value a number, or an expression of a template such as `$value`
 */
export const withUnit = (unit: IndicatorUnit, value: number | string): string =>
  FORMAT[unit].replace('$', () => String(value));
