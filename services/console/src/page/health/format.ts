import type { IndicatorReport } from '@agent-vitals/health-score/report';
import { formatSeconds } from '../elements/time.js';

const number = (value: number, digits = 3): string =>
  value.toLocaleString('en', { maximumSignificantDigits: digits });

const BYTES = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

function formatBytes(bytes: number): string {
  const power = Math.floor(Math.log(Math.max(Math.abs(bytes), 1)) / Math.log(1024));
  const step = Math.min(power, BYTES.length - 1);
  return `${number(bytes / 1024 ** step)} ${BYTES[step]}`;
}

/** How a value of each unit of an indicator is written. */
const FORMAT: Readonly<Record<string, (value: number) => string>> = {
  // Full percent hide that 99.96 % is not all, so three digits stay.
  ratio: (value) => `${number(value * 100)} %`,
  seconds: formatSeconds,
  times: (value) => `${number(value)}×`,
  'bytes per second': (value) => `${formatBytes(value)}/s`,
  'per minute': (value) => `${number(value)}/min`,
};

/** A value with its unit. */
export function formatValue(value: number, unit: string): string {
  return (FORMAT[unit] ?? ((plain) => `${number(plain)} ${unit}`))(value);
}

/** A score without decimals, rounded down so that 79.6 does not look like 80, which is well. */
export const formatScore = (score: number | null): string =>
  score === null ? '?' : String(Math.floor(score));

/** Points that something costs, to one decimal. */
export const formatPoints = (points: number): string =>
  points > 0 && points < 0.1 ? '< 0.1' : points.toFixed(1);

/** A change, with its sign. */
export function formatChange(change: number): string {
  const rounded = Math.round(change);
  if (rounded === 0) return '±0';
  return rounded > 0 ? `+${rounded}` : `−${-rounded}`;
}

/** A threshold in words: whether it is crossed upwards or downwards is the indicator's. */
export function formatLine(
  { thresholds, unit }: Pick<IndicatorReport, 'thresholds' | 'unit'>,
  line: 'warning' | 'critical',
): string {
  const rises = thresholds.worst > thresholds.good;
  return `${line} ${rises ? 'above' : 'below'} ${formatValue(thresholds[line], unit)}`;
}

/** The threshold that a value is held against: the worst that it has crossed, or the next. */
export function nearestLine({
  value,
  thresholds,
}: Pick<IndicatorReport, 'value' | 'thresholds'>): 'warning' | 'critical' {
  const rises = thresholds.worst > thresholds.good;
  const crossed = rises ? value >= thresholds.critical : value <= thresholds.critical;
  return crossed ? 'critical' : 'warning';
}
