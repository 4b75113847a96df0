import type { Recommendation, Status, Trend } from '@agent-vitals/health-score/report';
import { formatSeconds } from '../elements/time.js';

/** Each status as a word and as a shape, so that nobody depends on its colour. */
export const STATUS: Readonly<Record<Status, { readonly word: string; readonly shape: string }>> = {
  healthy: { word: 'Healthy', shape: '●' },
  degraded: { word: 'Degraded', shape: '▲' },
  critical: { word: 'Critical', shape: '■' },
  unknown: { word: 'Unknown', shape: '◌' },
};

/** Each direction of a trend. */
export const DIRECTION: Readonly<
  Record<Trend['direction'], { readonly word: string; readonly shape: string }>
> = {
  improving: { word: 'improving', shape: '↗' },
  steady: { word: 'steady', shape: '→' },
  worsening: { word: 'worsening', shape: '↘' },
  unknown: { word: 'trend not known yet', shape: '' },
};

/** What a score is compared with. */
export const AGAINST: Readonly<Record<Trend['comparisons'][number]['against'], string>> = {
  hour: 'An hour ago',
  day: 'Yesterday',
  week: 'A week ago',
};

type Gain = NonNullable<Recommendation['gain']>;

const GAIN: Readonly<Record<Gain['kind'], (amount: number) => string>> = {
  'USD per month': (amount) =>
    `saves ${amount.toLocaleString('en', { style: 'currency', currency: 'USD', maximumFractionDigits: amount < 10 ? 2 : 0 })} a month`,
  'seconds per call': (amount) => `${formatSeconds(amount)} less for each call`,
  'failures per hour': (amount) =>
    `${amount.toLocaleString('en', { maximumSignificantDigits: 2 })} fewer failures an hour`,
  ratio: (amount) =>
    `${(amount * 100).toLocaleString('en', { maximumSignificantDigits: 2 })} % better`,
};

/** What following a recommendation is expected to bring. */
export const gainText = ({ kind, amount }: Gain): string => GAIN[kind](amount);

/** A name where no report tells its title: `externalApis` is "External apis". */
export const plainTitle = (name: string): string =>
  name
    .replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .replace(/^./, (letter) => letter.toUpperCase());
