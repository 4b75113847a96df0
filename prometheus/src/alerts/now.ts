import type { Indicator, VitalsConfig } from '@agent-vitals/config';
import { BY } from '../indicators/items.js';
import type { Failures, Measurement } from '../indicators/measurement.js';
import { countedPart } from '../indicators/ratio.js';
import { counted, observations } from '../indicators/source.js';
import type { Recording } from '../recording.js';

/** What critical alerts look at where the indicator itself, made for a score, is too slow. */
export interface Now {
  /** Series that are recorded for it every few seconds. */
  readonly recordings: readonly Recording[];
  /** The series that is compared with the threshold. */
  readonly series: string;
  /** A template of the most frequent kind of failure, for the end of a line. */
  readonly kind: string;
  /** A template of what is known beside the value: how many failed, and of what kind. */
  readonly evidence: string;
}

/** What is so at this moment; undefined for an indicator that is fast enough, or slow by nature. */
export function createNow(
  indicator: Indicator,
  { failures, down }: Measurement,
  config: VitalsConfig,
): Now | undefined {
  if (failures !== undefined) return ofFailures(indicator, failures, config.alerts.failures);
  if (down === undefined) return undefined;
  return {
    series: `${indicator.series}:now`,
    recordings: [
      {
        record: `${indicator.series}:now`,
        expr: `${down}\nor on (${BY.join(', ')}) ${indicator.series}`,
        labels: labelsOf(indicator),
      },
    ],
    kind: '',
    evidence: '',
  };
}

/** Asks, in a template, for the samples of a series that belong to the alert's item. */
const ofItem = (series: string): string =>
  `printf "${series}{service_name=%q, item=%q}" $labels.service_name $labels.item`;

/** A template that writes something where the answer to a query is not empty. */
const asked = (question: string, write: string): string =>
  `{{ with ${question} | query }}${write}{{ end }}`;

/**
 * The part of calls that fail, over a short window where calls are many, and over twice that where
 * its failures are too few to say something: in simulated traffic this finds a fault sooner than one
 * window and a `for`, and fires less often by chance. A ratio and the failures that are its evidence
 * are of one window. What others depend on has a shorter one before, where it is busy: its alert must
 * not come later than those about what follows from it. Where calls are few, the indicator says it,
 * which looks at five minutes then.
 */
function ofFailures(
  indicator: Indicator,
  { part, whole, kind, restrict, first }: Failures,
  { windowSeconds, minimumCalls, minimumFailures }: VitalsConfig['alerts']['failures'],
): Now {
  const { series } = indicator;
  const by = BY.join(', ');
  const window = `${windowSeconds}s`;
  const twice = `${2 * windowSeconds}s`;
  const failed = `${series}:now_failed`;
  const all = `${series}:now_all`;
  const allInTwice = `${series}:now_all_in_twice`;
  const busy = `${allInTwice} >= ${minimumCalls}`;
  /** How many failed, extrapolated as the ratio's calls are, and to the very number. */
  const enough = (over: string, failures: string = observations(part, over)): string =>
    `${failures} >= ${minimumFailures} and ${counted(part, over)} >= ${minimumFailures}`;
  const failedInWindow = `sum without (${kind}) (${failed})`;
  const count = (name: string): string =>
    asked(
      `printf "sum(${name}{service_name=%q, item=%q})" $labels.service_name $labels.item`,
      '{{ . | first | value | printf "%.0f" }}',
    );
  const mostly = (write: string): string =>
    asked(
      `printf "topk(1, ${failed}{service_name=%q, item=%q} > 0)" $labels.service_name $labels.item`,
      write.replace('KIND', `{{ . | first | label "${kind}" }}`),
    );
  const busyRatios = [
    ...(first
      ? [
          `${observations(part, first.span)} / (${restrict(observations(whole, first.span))} >= ${first.atLeast}) and ${enough(first.span)}`,
        ]
      : []),
    `${failedInWindow} / (${all} > 0) and ${enough(window, failedInWindow)} and ${busy}`,
    `${observations(part, twice)} / (${allInTwice} > 0) and ${enough(twice)} and ${busy}`,
  ];
  return {
    series: `${series}:now`,
    kind: mostly(', mostly with KIND'),
    recordings: [
      { record: failed, expr: observations({ ...part, apart: [kind] }, window) },
      { record: all, expr: restrict(observations(whole, window)) },
      { record: allInTwice, expr: restrict(observations(whole, twice)) },
      {
        record: `${series}:now`,
        expr: `${busyRatios.join('\nor ')}\nor on (${by}) (${series} and on (${by}) ${evidenceOfFailures(series, minimumFailures)} and on (${by}) ${series}:whole5m >= ${minimumCalls} unless on (${by}) ${busy})`,
        labels: labelsOf(indicator),
      },
    ],
    evidence: asked(
      ofItem(all),
      ` In the last ${windowSeconds} s about ${count(failed)} of {{ . | first | value | printf "%.0f" }} failed${mostly(', most often with KIND')}.`,
    ),
  };
}

/** Enough failures in the last five minutes that they are not chance. */
export const evidenceOfFailures = (series: string, minimumFailures: number): string =>
  `(${series}:part5m >= ${minimumFailures} and ${countedPart(series)} >= ${minimumFailures})`;

const labelsOf = ({ component, name }: Indicator): Readonly<Record<string, string>> => ({
  component,
  indicator: name,
});
