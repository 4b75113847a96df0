import { byLabels } from '../by-labels.js';
import { dashboardLink } from '../dashboard-link.js';
import { cheaperModels, undated } from '../model-families.js';
import { answeredCalls, increaseOf, LABEL } from '../names.js';
import { monthly } from '../observation-window.js';
import { type Quality, QUALITY_QUERIES, qualityOf } from '../quality.js';
import type { Finding, Results, Rule, RuleContext } from '../rule.js';
import {
  atMost,
  confidenceOf,
  differenceInterval,
  type Interval,
  meanInterval,
} from '../statistics.js';
import { listPrice } from '../token-mix.js';
import { count, percent, score, usd } from '../wording.js';

/** Surely above it, a mean score from 0 to 1 leaves room: less than one answer in ten falls short. */
const GOOD_QUALITY = 0.9;
/** How much less the agents on the cheaper model may score before it is no equal. */
const EQUAL_WITHIN = 0.02;
const LEAST_EVALUATIONS = 30;
const LEAST_CALLS = 100;
/** Of an agent that uses several models it is not known which one earned its scores. */
const LEAST_SHARE_OF_CALLS = 0.9;
/**
 * Less is not worth anybody's morning. A model that nobody here uses has to be tried out first, so
 * it has to save a good part of what all agents cost together.
 */
const LEAST_SAVING = { usdPerMonth: 1, ratio: 0.05, ofAllWhenUntried: 0.1 } as const;

const KEYS = [LABEL.service, LABEL.agent, LABEL.provider, LABEL.model] as const;
const AGENT = [LABEL.service, LABEL.agent] as const;

const queries = {
  calls: answeredCalls(KEYS),
  callsOfAgent: answeredCalls(AGENT),
  input: increaseOf('inputTokens', KEYS),
  cached: increaseOf('cacheReadInputTokens', KEYS),
  output: increaseOf('outputTokens', KEYS),
  reasoning: increaseOf('reasoningOutputTokens', KEYS),
  cost: increaseOf('llmCost', KEYS),
  ...QUALITY_QUERIES,
} as const;
type Query = keyof typeof queries;

/** A cheaper model for an agent, with what it would change. */
interface Candidate {
  readonly service: string;
  readonly agent: string;
  readonly model: string;
  readonly cheaper: string;
  readonly calls: number;
  /** US dollars in a month. */
  readonly cost: number;
  readonly saving: number;
  readonly tokens: Readonly<Record<'input' | 'cached' | 'output' | 'reasoning', number>>;
}

/** A cheaper model for an agent whose evaluations leave room for it. */
export const cheaperModel: Rule<Query> = {
  id: 'cheaper-model',
  title: 'A cheaper model for an agent whose quality does not need the dearer one',
  queries,
  decide(results, context) {
    const qualities = qualityOf(results);
    const candidates = candidatesOf(results, context);
    const modelOf = new Map(
      results.calls.map(({ labels }) => [
        `${labels[LABEL.service]}\n${labels[LABEL.agent]}`,
        undated(labels[LABEL.model] ?? ''),
      ]),
    );
    return candidates.flatMap((candidate) => {
      const own = qualities.filter(
        ({ service, agent, count: evaluations }) =>
          service === candidate.service &&
          agent === candidate.agent &&
          evaluations >= LEAST_EVALUATIONS,
      );
      if (own.length === 0) return [evaluateFirst(candidate, context)];
      if (own.some((each) => meanInterval(each).low < GOOD_QUALITY)) return [];
      const peer = qualities
        .filter(
          ({ service, agent, evaluation, count: evaluations }) =>
            evaluations >= LEAST_EVALUATIONS &&
            modelOf.get(`${service}\n${agent}`) === candidate.cheaper &&
            own.some((each) => each.evaluation === evaluation),
        )
        .sort((a, b) => b.count - a.count)[0];
      return [tryIt(candidate, own, peer, context)];
    });
  },
};

function candidatesOf(results: Results<Query>, { window }: RuleContext): readonly Candidate[] {
  const of = (query: Exclude<Query, keyof typeof QUALITY_QUERIES>) =>
    byLabels(results[query], query === 'callsOfAgent' ? AGENT : KEYS);
  const [all, input, cached] = [of('callsOfAgent'), of('input'), of('cached')];
  const [output, reasoning, cost] = [of('output'), of('reasoning'), of('cost')];
  const total = monthly(
    results.cost.reduce((sum, { value }) => sum + value, 0),
    window,
  );
  const used = new Set(
    results.calls
      .filter(({ value }) => value >= 1)
      .map(({ labels }) => `${labels[LABEL.provider]}\n${undated(labels[LABEL.model] ?? '')}`),
  );
  return results.calls.flatMap(({ labels, value: calls }) => {
    const agent = labels[LABEL.agent] ?? '';
    const model = labels[LABEL.model] ?? '';
    const provider = labels[LABEL.provider] ?? '';
    const family = cheaperModels(provider, model);
    if (agent === '' || family === undefined || calls < LEAST_CALLS) return [];
    if (calls < LEAST_SHARE_OF_CALLS * all.value(labels)) return [];
    const isUsed = (name: string): boolean => used.has(`${provider}\n${name}`);
    const cheaper = family.models.find(isUsed) ?? family.models[0];
    if (cheaper === undefined) return [];
    const tokens = {
      input: input.value(labels),
      cached: cached.value(labels),
      output: output.value(labels),
      reasoning: reasoning.value(labels),
    };
    const now = listPrice(family.priceList, model, { calls, ...tokens });
    const then = listPrice(family.priceList, cheaper, { calls, ...tokens });
    if (now === undefined || then === undefined || now <= 0) return [];
    // The ratio of the list prices: what was paid may have a discount on it.
    const paid = monthly(cost.value(labels), window);
    const saving = paid * (1 - then / now);
    const least = Math.max(
      LEAST_SAVING.usdPerMonth,
      LEAST_SAVING.ratio * paid,
      isUsed(cheaper) ? 0 : LEAST_SAVING.ofAllWhenUntried * total,
    );
    if (saving < least) return [];
    return [
      {
        service: labels[LABEL.service] ?? '',
        agent,
        model,
        cheaper,
        calls,
        cost: paid,
        saving,
        tokens,
      },
    ];
  });
}

const perCall = ({ calls, tokens }: Candidate): string => {
  const reasons =
    tokens.reasoning > 0 ? `, ${count(tokens.reasoning / calls)} of them reasoning` : '';
  return `${count(tokens.input / calls)} input tokens a call (${percent(tokens.cached / tokens.input)} cached) and ${count(tokens.output / calls)} output tokens${reasons}`;
};

const valuesOf = ({ calls, cost, saving, tokens }: Candidate): Record<string, number> => ({
  calls,
  costPerMonth: cost,
  savingPerMonth: saving,
  inputTokensPerCall: tokens.input / calls,
  cachedShare: tokens.input > 0 ? tokens.cached / tokens.input : 0,
  outputTokensPerCall: tokens.output / calls,
});

const bounds = ({ low, high }: Interval): string => `95 % interval ${score(low)} to ${score(high)}`;

const keyOf = ({ service, agent, model }: Candidate): string => `${service}/${agent}/${model}`;

function tryIt(
  candidate: Candidate,
  own: readonly Quality[],
  peer: Quality | undefined,
  { window }: RuleContext,
): Finding<Query> {
  const { agent, model, cheaper, calls, cost, saving } = candidate;
  const compared = own.find(({ evaluation }) => evaluation === peer?.evaluation);
  const equal =
    peer !== undefined &&
    compared !== undefined &&
    differenceInterval(peer, compared).low >= -EQUAL_WITHIN;
  const found = own
    .map(
      (each) =>
        `${score(each.mean)} in ${each.evaluation} (${count(each.count)} evaluations, ${bounds(meanInterval(each))})`,
    )
    .join(', ');
  const support =
    peer === undefined
      ? `No agent on ${cheaper} is judged by the same evaluation, so nothing here says what it would score.`
      : `${peer.agent}, which uses ${cheaper}, scores ${score(peer.mean)} in ${peer.evaluation} (${count(peer.count)} evaluations)${equal ? ', no less' : ', which is less or not yet known well enough'}.`;
  const samples = Math.min(...own.map((each) => each.count), peer?.count ?? Infinity);
  return {
    key: keyOf(candidate),
    title: `Try ${cheaper} for ${agent}`,
    subject: agent,
    detail: `${agent} calls ${model}: ${count(calls)} calls in ${window.words}, ${perCall(candidate)}, ${usd(cost)} a month at this rate. It scores ${found}. ${support} With ${cheaper} the same tokens would cost ${usd(cost - saving)} a month. Send a part of its calls to ${cheaper} under a new prompt version and compare the evaluations before you switch: the tasks of two agents are not the same.`,
    gain: { kind: 'USD per month', amount: saving },
    // What another agent scores is a sign, no proof: never more than medium.
    confidence: equal ? atMost(confidenceOf(samples, window), 'medium') : 'low',
    evidence: {
      query: 'scoreMean',
      values: {
        ...valuesOf(candidate),
        score: Math.min(...own.map((each) => each.mean)),
        evaluations: Math.min(...own.map((each) => each.count)),
        ...(peer && { scoreOnCheaperModel: peer.mean }),
      },
    },
    link: dashboardLink('llm-usage', { agent }),
  };
}

function evaluateFirst(candidate: Candidate, { window }: RuleContext): Finding<Query> {
  const { agent, model, cheaper, calls, cost, saving } = candidate;
  return {
    key: keyOf(candidate),
    title: `Evaluate ${agent}, then try ${cheaper}`,
    subject: agent,
    detail: `${agent} calls ${model}: ${count(calls)} calls in ${window.words}, ${perCall(candidate)}, ${usd(cost)} a month at this rate. With ${cheaper} the same tokens would cost ${usd(cost - saving)}. Whether its quality would hold is not known: it has fewer than ${LEAST_EVALUATIONS} evaluations on a scale from 0 to 1. Judge a sample of its answers first, with recordEvaluation or evaluate of @agent-vitals/instrumentation.`,
    gain: { kind: 'USD per month', amount: saving },
    confidence: 'low',
    evidence: { query: 'cost', values: valuesOf(candidate) },
    link: dashboardLink('llm-usage', { agent }),
  };
}
