import type { Indicator, VitalsConfig } from '@agent-vitals/config';
import { BY } from '../indicators/items.js';
import type { Failures } from '../indicators/measurement.js';
import { busiest, countedPart } from '../indicators/ratio.js';
import { counted, observations } from '../indicators/source.js';
import type { Window } from '../indicators/window.js';
import { labelsOf } from './indicator-labels.js';
import type { Now } from './now.js';

/** Asks, in a template, for the samples of a series that belong to the alert's item. */
const ofItem = (series: string, condition = ''): string =>
  `printf "${series}{service_name=%q, item=%q}${condition}" $labels.service_name $labels.item`;

/** A template that writes something where the answer to a query is not empty. */
const asked = (question: string, write: string): string =>
  `{{ with ${question} | query }}${write}{{ end }}`;

/**
 * The part of calls that fail, over a short window where calls are many, and over twice or four
 * times that where its failures are too few to say something: in simulated traffic this finds a
 * fault sooner than one window and a `for`, and fires less often by chance. A ratio and the failures
 * that are its evidence are of one window. What others depend on has a shorter one before, where it
 * is busy: its alert must not come later than those about what follows from it. Where calls are few,
 * the shortest window that has failures enough says it, as longer ones hold what was before: one of
 * twice or four times as long, or the indicator, which looks at five minutes then; where they are
 * rare, a quarter of an hour says it, or two hours.
 */
export function failuresNow(
  indicator: Indicator,
  { part, whole, kind, restrict, first }: Failures,
  { windowSeconds, ...minimum }: VitalsConfig['alerts']['failures'],
): Now {
  const { series } = indicator;
  const by = BY.join(', ');
  const window = `${windowSeconds}s`;
  const twice = `${2 * windowSeconds}s`;
  const fourTimes = { span: `${4 * windowSeconds}s`, atLeast: minimum.minimumFailures };
  const failed = `${series}:now_failed`;
  const all = `${series}:now_all`;
  const allInTwice = `${series}:now_all_in_twice`;
  const allInTwoHours = `${series}:now_all_in_two_hours`;
  const ofRare = `${series}:now_of_rare`;
  const rarely = `${series}:now_rarely`;
  const busy = `${allInTwice} >= ${minimum.minimumCalls}`;
  /** How many failed, extrapolated as the ratio's calls are, and to the very number. */
  const enough = (over: string, calls: string, failures = observations(part, over)): string =>
    `${failures} >= ${needed(calls, minimum)} and ${counted(part, over)} >= ${minimum.minimumFailures}`;
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
  /** The ratio of a window that holds some calls at least. */
  const ratioOf = ({ span, atLeast }: Window): string => {
    const calls = restrict(observations(whole, span));
    return `${observations(part, span)} / (${calls} >= ${atLeast}) and ${enough(span, calls)}`;
  };
  const ratios = [
    ...(first ? [ratioOf(first)] : []),
    `${failedInWindow} / (${all} > 0) and ${enough(window, all, failedInWindow)} and ${busy}`,
    ...[
      `${observations(part, twice)} / (${allInTwice} > 0) and ${enough(twice, allInTwice)}`,
      // What is called a few times a minute must not be compared with the minutes before its fault.
      `${ratioOf(fourTimes)} unless on (${by}) ${busy}`,
      `${series} and on (${by}) ${evidenceOfFailures(series, minimum)} and on (${by}) ${series}:part5m >= ${needed(`${series}:whole5m`, minimum)} unless on (${by}) ${busy}`,
    ].map((few) => `(${few}) and on (${by}) ${allInTwoHours} >= ${minimum.minimumCalls}`),
    rarely,
  ];
  return {
    series: `${series}:now`,
    rarely,
    kind: mostly(', mostly with KIND'),
    recordings: [
      { record: failed, expr: observations({ ...part, apart: [kind] }, window) },
      { record: all, expr: restrict(observations(whole, window)) },
      { record: allInTwice, expr: restrict(observations(whole, twice)) },
      { record: allInTwoHours, expr: restrict(counted(whole, RARE_WINDOWS.longer)) },
      {
        record: ofRare,
        expr: ratioOfRare(series, { part, whole, restrict }, allInTwoHours, minimum),
      },
      { record: rarely, expr: ifNotOver(ofRare, rarely, series), labels: labelsOf(indicator) },
      {
        record: `${series}:now`,
        expr: ratios.join(`\nor on (${by}) `),
        labels: labelsOf(indicator),
      },
    ],
    evidence:
      asked(
        ofItem(all, ' > 0'),
        ` In the last ${windowSeconds} s about ${count(failed)} of {{ . | first | value | printf "%.0f" }} failed${mostly(', most often with KIND')}.`,
      ) +
      asked(
        ofItem(rarely),
        ` Calls are few, so failures count over ${RARE_WINDOWS.shorter} or ${RARE_WINDOWS.longer}.`,
      ),
  };
}

/** What is evidence enough. */
type Minimum = Omit<VitalsConfig['alerts']['failures'], 'windowSeconds'>;

/** Of so many calls one more may fail by chance; of four times as many, two. */
const MANY = 15;

/** How many must fail of some calls, up to twice as many as of few. */
const needed = (calls: string, { minimumFailures }: Minimum): string =>
  `${minimumFailures} + clamp_max(floor(sqrt(${calls} / ${MANY})), ${minimumFailures})`;

/** Failures in the last five minutes that are enough for a warning, which waits for more of them. */
export const evidenceOfFailures = (series: string, { minimumFailures }: Minimum): string =>
  `(${series}:part5m >= ${minimumFailures} and ${countedPart(series)} >= ${minimumFailures})`;

/** Windows for what is called rarely; {@link busiest} looks back as far as the longest. */
const RARE_WINDOWS = { shorter: '15m', longer: '2h' } as const;
/** Calls in five minutes of which those say enough. */
const OFTEN = 20;

/** The ratio of what is called rarely. */
function ratioOfRare(
  series: string,
  { part, whole, restrict }: Pick<Failures, 'part' | 'whole' | 'restrict'>,
  allInLonger: string,
  minimum: Minimum,
): string {
  const { shorter, longer } = RARE_WINDOWS;
  const windows = [
    [shorter, restrict(counted(whole, shorter))],
    [longer, allInLonger],
  ] as const;
  const ratios = windows.map(
    ([window, calls]) =>
      `(${counted(part, window)} >= ${needed(calls, minimum)}) / (${calls} >= ${minimum.minimumCalls})`,
  );
  return `(${ratios.join('\nor ')}) unless on (${BY.join(', ')}) ${series}:whole5m >= ${OFTEN}`;
}

/**
 * It is over when in the last five minutes less than half as much failed, if there was anything.
 * While nothing is called it stays what it was before, unless it had been called often: then that it
 * is called no more says that who called it has gone.
 */
const ifNotOver = (ratio: string, before: string, series: string): string => {
  const on = `on (${BY.join(', ')})`;
  const calls = `${series}:whole5m > 0`;
  const often = `${busiest(series)} >= ${OFTEN}`;
  return `${ratio} <= ${on} 2 * ${series}:part5m / (${calls})\nor ${on} (${ratio} and ${on} ${before} unless ${on} (${calls}) unless ${on} ${often})`;
};
