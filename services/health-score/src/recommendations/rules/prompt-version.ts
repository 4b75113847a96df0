import type { Sample } from '@agent-vitals/worker/prometheus-client';
import { byLabels } from '../by-labels.js';
import { dashboardLink } from '../dashboard-link.js';
import { answeredCalls, increaseOf, LABEL, metric, momentsOf, sumBy } from '../names.js';
import { monthly } from '../observation-window.js';
import type { Finding, Results, Rule, RuleContext } from '../rule.js';
import { atMost, type Confidence, differenceInterval, type Moments } from '../statistics.js';
import { count, duration, score, usd } from '../wording.js';

const LEAST_EVALUATIONS = 20;
const LEAST_CALLS = 50;
/** Samples of each version from which on a difference in quality is beyond doubt. */
const CERTAIN_EVALUATIONS = 100;
/** Smaller differences are no reason to act, even where they are certain; relative to the older. */
const WORSE = { quality: 0.02, duration: 0.15, cost: 0.2 } as const;

const PROMPT = [LABEL.environment, LABEL.service, LABEL.prompt] as const;
const VERSION = [...PROMPT, LABEL.promptVersion] as const;
const EVALUATED = [...VERSION, LABEL.evaluation] as const;
const named = `${LABEL.prompt}!="",${LABEL.promptVersion}!=""`;

const quality = momentsOf(`${metric('evaluationScore')}{${named}}`, EVALUATED, '$day');
const latency = momentsOf(
  `${metric('inferenceDuration')}{${named},${LABEL.errorType}=""}`,
  VERSION,
  '$day',
);

const NOW_CALLED = answeredCalls(VERSION, '5m');

const queries = {
  // Versions in the order in which they were first used.
  firstSeen: `min by (${VERSION.join(', ')}) (min_over_time(timestamp(${metric('inputTokens')}{${named}})[$day:$step]))`,
  // Where nothing was called within minutes, what was within the hour.
  inUse: `${NOW_CALLED} >= 1 or (${answeredCalls(VERSION, '1h')} >= 1 unless on (${PROMPT.join(', ')}) ${NOW_CALLED} >= 1)`,
  callsInWindow: answeredCalls(PROMPT),
  evaluations: quality.count,
  scoreMean: quality.mean,
  scoreDeviation: quality.deviation,
  calls: latency.count,
  durationMean: latency.mean,
  durationDeviation: latency.deviation,
  cost: increaseOf('llmCost', VERSION, '$day'),
  outputTokens: sumBy(VERSION, `increase(${metric('outputTokens')}[$day])`),
} as const;
type Query = keyof typeof queries;

/** A way in which the newer version is worse. */
interface Loss {
  readonly kind: 'quality' | 'duration' | 'cost';
  readonly text: string;
  /** In its unit: score, seconds a call, US dollars a call. */
  readonly amount: number;
  readonly relative: number;
  readonly confidence: Confidence;
  readonly evidence: Finding<Query>['evidence'];
}

/** A version of a prompt that is slower, dearer or worse than the one before it. */
export const promptVersion: Rule<Query> = {
  id: 'prompt-version',
  title: 'A prompt version that got slower, dearer or worse than the one before',
  queries,
  decide: (results, context) =>
    versionsInUse(results, context.now).flatMap(([older, newer]) => {
      const losses = [
        ...lossesOfQuality(results, older, newer),
        ...lossOfTime(results, older, newer),
        ...lossOfMoney(results, older, newer),
      ];
      return losses.length === 0 ? [] : [goBack(results, older, newer, losses, context)];
    }),
};

type Labels = Sample['labels'];

/** The newest version of each prompt that is used now, with the one that was used before it. */
function versionsInUse(
  { firstSeen, inUse, calls }: Results<Query>,
  now: number,
): readonly (readonly [Labels, Labels])[] {
  // A version so new that no look has found it yet is the newest.
  const since = byLabels(firstSeen, VERSION);
  const recent = byLabels(inUse, VERSION);
  const versions = Map.groupBy(
    calls.filter(({ value }) => value >= LEAST_CALLS),
    ({ labels }) => PROMPT.map((name) => labels[name] ?? '').join('\n'),
  );
  return [...versions.values()].flatMap((samples) => {
    const ordered = samples
      .map(({ labels }) => ({ labels, first: since.has(labels) ? since.value(labels) : now }))
      .sort((a, b) => a.first - b.first || natural(versionOf(a.labels), versionOf(b.labels)));
    const newest = ordered.findLastIndex(({ labels }) => recent.value(labels) >= 1);
    const [older, newer] = [ordered[newest - 1], ordered[newest]];
    return older === undefined || newer === undefined ? [] : [[older.labels, newer.labels]];
  });
}

const versionOf = (labels: Labels): string => labels[LABEL.promptVersion] ?? '';

/** `v10` comes after `v9`. */
function natural(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

function lossesOfQuality(results: Results<Query>, older: Labels, newer: Labels): readonly Loss[] {
  const mean = byLabels(results.scoreMean, EVALUATED);
  const deviation = byLabels(results.scoreDeviation, EVALUATED);
  const evaluations = byLabels(results.evaluations, EVALUATED);
  const momentsFor = (labels: Labels): Moments => ({
    count: evaluations.value(labels),
    mean: mean.value(labels),
    deviation: deviation.value(labels),
  });
  return results.evaluations
    .filter(({ labels }) => VERSION.every((name) => labels[name] === newer[name]))
    .flatMap(({ labels }) => {
      const evaluation = labels[LABEL.evaluation] ?? '';
      const [before, after] = [
        momentsFor({ ...older, [LABEL.evaluation]: evaluation }),
        momentsFor(labels),
      ];
      const samples = Math.min(before.count, after.count);
      const difference = differenceInterval(after, before);
      if (samples < LEAST_EVALUATIONS || difference.high > -WORSE.quality * before.mean) return [];
      return [
        {
          kind: 'quality' as const,
          text: `it scores ${score(after.mean)} in ${evaluation} instead of ${score(before.mean)} (${count(after.count)} and ${count(before.count)} evaluations; 95 % interval of the difference ${score(difference.low)} to ${score(difference.high)})`,
          amount: before.mean - after.mean,
          relative: (before.mean - after.mean) / before.mean,
          confidence: samples >= CERTAIN_EVALUATIONS ? ('high' as const) : ('medium' as const),
          evidence: {
            query: 'scoreMean' as const,
            values: { scoreBefore: before.mean, scoreNow: after.mean, evaluations: after.count },
          },
        },
      ];
    });
}

function lossOfTime(results: Results<Query>, older: Labels, newer: Labels): readonly Loss[] {
  const [calls, mean, deviation] = [
    byLabels(results.calls, VERSION),
    byLabels(results.durationMean, VERSION),
    byLabels(results.durationDeviation, VERSION),
  ];
  const [before, after] = [older, newer].map((labels) => ({
    count: calls.value(labels),
    mean: mean.value(labels),
    deviation: deviation.value(labels),
  })) as [Moments, Moments];
  const difference = differenceInterval(after, before);
  if (before.mean <= 0 || difference.low < WORSE.duration * before.mean) return [];
  return [
    {
      kind: 'duration',
      text: `a call takes ${duration(after.mean)} instead of ${duration(before.mean)} (${count(after.count)} and ${count(before.count)} calls)`,
      amount: after.mean - before.mean,
      relative: (after.mean - before.mean) / before.mean,
      // The provider may have been slower in the time of the newer version.
      confidence: 'medium',
      evidence: {
        query: 'durationMean',
        values: { secondsBefore: before.mean, secondsNow: after.mean },
      },
    },
  ];
}

function lossOfMoney(results: Results<Query>, older: Labels, newer: Labels): readonly Loss[] {
  const [calls, cost, output] = [
    byLabels(results.calls, VERSION),
    byLabels(results.cost, VERSION),
    byLabels(results.outputTokens, VERSION),
  ];
  const [before, after] = [older, newer].map((labels) => ({
    cost: cost.value(labels) / calls.value(labels),
    output: output.value(labels) / calls.value(labels),
  })) as [{ cost: number; output: number }, { cost: number; output: number }];
  if (before.cost <= 0 || after.cost < (1 + WORSE.cost) * before.cost) return [];
  return [
    {
      kind: 'cost',
      text: `a call costs ${usd(after.cost)} instead of ${usd(before.cost)} and has ${count(after.output)} output tokens instead of ${count(before.output)}`,
      amount: after.cost - before.cost,
      relative: (after.cost - before.cost) / before.cost,
      confidence: 'medium',
      evidence: {
        query: 'cost',
        values: { costPerCallBefore: before.cost, costPerCallNow: after.cost },
      },
    },
  ];
}

function goBack(
  results: Results<Query>,
  older: Labels,
  newer: Labels,
  losses: readonly Loss[],
  { window }: RuleContext,
): Finding<Query> {
  const prompt = newer[LABEL.prompt] ?? '';
  const [before, after] = [versionOf(older), versionOf(newer)];
  const worst = losses[0];
  const money = losses.find(({ kind }) => kind === 'cost');
  const time = losses.find(({ kind }) => kind === 'duration');
  const calls = byLabels(results.callsInWindow, PROMPT).value(newer);
  const gain: Finding['gain'] = (money && {
    kind: 'USD per month',
    amount: monthly(calls * money.amount, window),
  }) ??
    (time && { kind: 'seconds per call', amount: time.amount }) ?? {
      kind: 'ratio',
      amount: worst?.relative ?? 0,
    };
  return {
    key: `${PROMPT.map((name) => newer[name] ?? '').join('/')}/${after}`,
    title: `Go back to version ${before} of ${prompt}, or repair version ${after}`,
    subject: prompt,
    detail: `Version ${after} of the prompt ${prompt} is worse than version ${before}, which was used before it: ${losses.map(({ text }) => text).join('; ')}.`,
    gain,
    confidence: losses.some(({ confidence }) => confidence === 'high')
      ? 'high'
      : atMost('medium', worst?.confidence ?? 'low'),
    evidence: {
      query: worst?.evidence.query ?? 'calls',
      values: Object.assign({}, ...losses.map(({ evidence }) => evidence.values)) as Record<
        string,
        number
      >,
    },
    link: dashboardLink('prompts', { prompt }),
  };
}
