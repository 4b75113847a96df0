import {
  INDICATORS,
  judgementOf,
  type Indicator,
  type Judgement,
  type Subject,
  type VitalsConfig,
} from '@agent-vitals/config';
import { indicatorScore } from './indicator-score.js';
import type { Sample } from '@agent-vitals/worker/prometheus-client';
import type { Part } from './tally.js';

/** An indicator of one item, measured and judged. */
export interface Reading extends Part, Subject {
  readonly indicator: Indicator;
  /** Empty where there is none. */
  readonly environment: string;
  readonly value: number;
  readonly judgement: Judgement;
}

/** What the judgements need of vitals.yaml. */
export type JudgementConfig = Pick<VitalsConfig, 'thresholds' | 'overrides' | 'health'>;

/** Labels of the recorded series, as `prometheus/src/indicators` writes them. */
const LABEL = {
  component: 'component',
  indicator: 'indicator',
  item: 'item',
  service: 'service_name',
  environment: 'deployment_environment_name',
} as const;

const BY_KEY: Readonly<Record<string, Indicator | undefined>> = INDICATORS;

/**
 * Selects every recorded indicator: one query, however many there are. With an environment, only
 * what is marked as it and what is not marked at all.
 */
export function indicatorSelector(environment?: string): string {
  const matchers = ['__name__=~"vitals:.+"', `${LABEL.indicator}!=""`];
  if (environment !== undefined) {
    matchers.push(`${LABEL.environment}=~${JSON.stringify(`|${escapePattern(environment)}`)}`);
  }
  return `{${matchers.join(',')}}`;
}

/** Makes a text match itself in a pattern of PromQL (RE2). */
export function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/** What is measured, of what: the same for every sample of one series. */
export type ReadingIdentity = Pick<Reading, 'indicator' | 'item' | 'service' | 'environment'>;

/** What a series of a recorded indicator is about; undefined where the catalogue does not know it. */
export function identityOf(labels: Sample['labels']): ReadingIdentity | undefined {
  const indicator = BY_KEY[`${labels[LABEL.component]}.${labels[LABEL.indicator]}`];
  if (indicator === undefined) return undefined;
  return {
    indicator,
    item: labels[LABEL.item] ?? '',
    service: labels[LABEL.service] ?? '',
    environment: labels[LABEL.environment] ?? '',
  };
}

/** A text that only equal identities share. */
export function identityKey({ indicator, item, service, environment }: ReadingIdentity): string {
  return [indicator.series, item, service, environment].join('\u0000');
}

/**
 * Judges samples. A value that is not finite is no data: nothing was called, or there is no past to
 * compare with. Of several samples of one thing, the worst counts; what is judged with weight 0 and
 * what the catalogue does not know is left out.
 */
export function readSamples(
  samples: readonly Sample[],
  config: JudgementConfig,
): readonly Reading[] {
  const readings = new Map<string, Reading>();
  for (const { labels, value } of samples) {
    const identity = identityOf(labels);
    if (identity === undefined || !Number.isFinite(value)) continue;
    const { indicator } = identity;
    const judgement = judgementOf(config, indicator, identity);
    if (judgement.weight === 0) continue;
    const { weight } = judgement;
    const score = indicatorScore(value, judgement, config.health.lines);
    const key = identityKey(identity);
    if (score >= (readings.get(key)?.score ?? Infinity)) continue;
    const { critical } = indicator;
    readings.set(key, { ...identity, value, judgement, score, weight, critical });
  }
  return [...readings.values()];
}
