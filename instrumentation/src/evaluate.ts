import {
  context as contextApi,
  logs,
  SeverityNumber,
  type Attributes,
  type Context,
} from '@opentelemetry/api';
import {
  callerAttributes,
  callerLabels,
  callerOf,
  withCaller,
  withoutUndefined,
  type Caller,
} from './caller-context.js';
import { categoryOf } from './error-category.js';
import { guard } from './guard.js';
import { limitAttributes, recordMetric } from './instruments.js';
import type { PromptOptions } from './prompt.js';
import { SCOPE_NAME, SCOPE_VERSION } from './scope.js';
import { ATTR, EVENT } from './semconv.js';
import { namedOptions, wrapOrDecorate, type OperationDecorator } from './wrapper.js';

/** What an evaluation found. At least one of value and label. */
export interface EvaluationScore {
  /** On the scale of the evaluation, such as 0 to 1 or 1 to 5. */
  readonly value?: number;
  /** From a small set, such as `pass` and `fail`: it is a label of a metric. */
  readonly label?: string;
  /** Why, in words; on the event only. */
  readonly explanation?: string;
}

/** What was evaluated, where the context does not tell: an answer may be judged much later. */
export interface EvaluationOptions {
  /** Name of the evaluation, such as `relevance`, from a small set: it is a label of metrics. */
  readonly name: string;
  /** The agent that answered. Default: the one in the context. */
  readonly agentName?: string;
  /** The prompt that was answered. Default: the one in the context. */
  readonly prompt?: PromptOptions;
  /** `gen_ai.response.id` of the answer. */
  readonly responseId?: string;
  /** The context of the span that answered. Default: the active one. */
  readonly context?: Context;
}

/** An evaluation and what it found, for {@link recordEvaluation}. */
export interface EvaluationResult extends EvaluationOptions, EvaluationScore {}

/** What a function may return that is wrapped by {@link evaluate}: `true` is 1, `false` is 0. */
export type EvaluatorAnswer = number | boolean | EvaluationScore;

const targetContext = (options: EvaluationOptions): Context => {
  const { agentName, prompt } = options;
  const target: Caller = {
    ...(agentName !== undefined && { agentName }),
    ...(prompt !== undefined && { promptName: prompt.name, promptVersion: prompt.version }),
  };
  return withCaller(options.context ?? contextApi.active(), target);
};

const record = (
  options: EvaluationOptions,
  score: EvaluationScore,
  failure?: { readonly error: unknown },
): void => {
  const { name, responseId } = options;
  const ctx = targetContext(options);
  const caller = callerOf(ctx);
  const errorType = failure && categoryOf(failure.error);
  const value = Number.isFinite(score.value) ? score.value : undefined;
  const labels = limitAttributes({ [ATTR.evaluationName]: name, ...callerLabels(caller) });
  if (value !== undefined) recordMetric('evaluationScore', value, labels, ctx);
  const outcome: Attributes = withoutUndefined({
    [ATTR.evaluationScoreLabel]: score.label,
    [ATTR.errorType]: errorType,
  });
  recordMetric('evaluations', 1, { ...labels, ...limitAttributes(outcome) }, ctx);
  logs.getLogger(SCOPE_NAME, SCOPE_VERSION).emit({
    eventName: EVENT.evaluationResult,
    severityNumber: SeverityNumber.INFO,
    severityText: 'INFO',
    context: ctx,
    attributes: withoutUndefined({
      ...callerAttributes(caller),
      [ATTR.evaluationName]: name,
      [ATTR.evaluationScoreValue]: value,
      [ATTR.evaluationExplanation]: score.explanation,
      [ATTR.responseId]: responseId,
      ...outcome,
    }),
  });
};

const scoreOf = (answer: unknown): EvaluationScore => {
  if (typeof answer === 'number') return { value: answer };
  if (typeof answer === 'boolean') return { value: answer ? 1 : 0 };
  return typeof answer === 'object' && answer !== null ? answer : {};
};

/**
 * Records by hand what an evaluation found: a log event `gen_ai.evaluation.result` on the active
 * span, a value of `agent_vitals.evaluation.score` and one of `agent_vitals.evaluations`, by agent,
 * prompt name and prompt version, so that versions can be compared.
 *
 * @throws TypeError when the name is empty
 */
export function recordEvaluation(result: EvaluationResult): void {
  const options: EvaluationResult = namedOptions('recordEvaluation', result);
  guard('recording an evaluation', () => record(options, options));
}

/**
 * Wraps a function that scores an answer: what it returns, or resolves to, is recorded as by
 * {@link recordEvaluation} and passed on unchanged; that it fails is recorded as an evaluation with
 * `error.type`. Without a function it is a standard decorator of methods.
 *
 * @throws TypeError when the name is empty or `fn` is no function
 */
export function evaluate<A extends unknown[], R extends EvaluatorAnswer | Promise<EvaluatorAnswer>>(
  options: string | EvaluationOptions,
  fn: (...args: A) => R,
): (...args: A) => R;
export function evaluate(options: string | EvaluationOptions): OperationDecorator;
export function evaluate(
  options: string | EvaluationOptions,
  ...given: readonly unknown[]
): unknown {
  const settings: EvaluationOptions = namedOptions('evaluate', options);
  return wrapOrDecorate(['evaluate', settings.name], given, (fn) => {
    // Taken now: when the score is there, the answer's span may not be the active one any more.
    const target = { ...settings, context: settings.context ?? contextApi.active() };
    const told = (answer: unknown, failure?: { readonly error: unknown }): void => {
      guard('recording an evaluation', () => record(target, scoreOf(answer), failure));
    };
    try {
      const answer = fn();
      if (!(answer instanceof Promise)) {
        told(answer);
        return answer;
      }
      return answer.then(
        (score: unknown) => {
          told(score);
          return score;
        },
        (error: unknown) => {
          told(undefined, { error });
          throw error;
        },
      );
    } catch (error) {
      told(undefined, { error });
      throw error;
    }
  });
}
