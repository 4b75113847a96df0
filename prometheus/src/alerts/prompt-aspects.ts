import {
  ATTR,
  METRIC,
  prometheusLabel,
  prometheusName,
} from '@agent-vitals/instrumentation/semconv';
import { FAILED, SUCCEEDED } from '../indicators/failures.js';
import { increase, observations, only, sumOf, type Source } from '../indicators/source.js';

/** The label of the version of a prompt. */
export const VERSION: string = prometheusLabel(ATTR.promptVersion);
const EVALUATION = prometheusLabel(ATTR.evaluationName);
const PROMPT = prometheusLabel(ATTR.promptName);

const ofVersion = (metric: string, ...apart: readonly string[]): Source => ({
  metric,
  matchers: [`${PROMPT}!=""`, `${VERSION}!=""`],
  item: { labels: [PROMPT] },
  apart: [VERSION, ...apart],
});

const calls = ofVersion(prometheusName(METRIC.inferenceDuration));
const succeeded = only(calls, SUCCEEDED);
const cost = ofVersion(prometheusName(METRIC.llmCost));
const scores = ofVersion(prometheusName(METRIC.evaluationScore), EVALUATION);

/** Long enough for prompts that are rarely used, short enough to see a version that is new. */
const WINDOW = '15m';

/** Fewer in the window make no mean that could be compared. */
const ENOUGH = 20;

const mean = (sum: string, count: string): string => `${sum} / (${count} >= ${ENOUGH})`;

/** By what a version of a prompt is compared with the one before. */
export interface Aspect {
  /** What is measured of a version in the window. */
  readonly expr: string;
  /** Labels that stay apart beside the version. */
  readonly apart: readonly string[];
  /** PromQL that holds where the newer one is worse, of the series of both. */
  readonly worse: (newer: string, older: string) => string;
  /** How much worse it must be, as the description says it. */
  readonly line: string;
  /** A verb before the value. */
  readonly verb: string;
  /** A template that writes a value; `$` stands for it. */
  readonly format: string;
}

/** Chance, other inputs or the time of day make less than a half of a difference. */
const BY_HALF: Pick<Aspect, 'apart' | 'worse' | 'line'> = {
  apart: [],
  worse: (newer, older) => `${newer} > 1.5 * ${older}`,
  line: 'above one and a half times of that',
};

/** Every aspect by its name, which is a label of the alert. */
export const ASPECTS: Readonly<Record<string, Aspect>> = {
  quality: {
    expr: mean(sumOf(scores, WINDOW), observations(scores, WINDOW)),
    apart: [EVALUATION],
    worse: (newer, older) => `${newer} < 0.9 * ${older}`,
    line: 'below 90 % of that',
    verb: 'scores',
    format: '{{ $ | printf "%.2f" }}',
  },
  duration: {
    ...BY_HALF,
    expr: mean(sumOf(succeeded, WINDOW), observations(succeeded, WINDOW)),
    verb: 'takes',
    format: '{{ $ | humanizeDuration }} a call',
  },
  cost: {
    ...BY_HALF,
    expr: mean(increase(cost, WINDOW), observations(succeeded, WINDOW)),
    verb: 'costs',
    format: '{{ $ | printf "%.4f" }} US dollars a call',
  },
  errors: {
    expr: mean(
      `(${observations(only(calls, FAILED), WINDOW)} or ${observations(calls, WINDOW)} * 0)`,
      observations(calls, WINDOW),
    ),
    apart: [],
    worse: (newer, older) => `${newer} > 2 * ${older} + 0.1`,
    line: 'above twice that and ten points',
    verb: 'fails in',
    format: '{{ $ | humanizePercentage }} of its calls',
  },
};

/** How often a version was used in the window. */
export const CALLS_OF_VERSIONS: string = observations(calls, WINDOW);
