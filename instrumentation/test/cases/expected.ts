import type { ErrorCategory, MetricKey } from '@agent-vitals/instrumentation/semconv';
import type { ProtocolServer } from '../servers/protocol-server.js';

/** Stands for the port of the server that runs. */
export const ANY_PORT = 0;

/** What calls record in sum: tokens, cost in USD, numbers of durations. What is not named has no point. */
export type Recorded = { readonly [key in MetricKey]?: number };

/** One call to a model, as its span tells it. */
export interface ExpectedCall {
  /** Name of the span. */
  readonly name: string;
  /** Those that are named have these values. */
  readonly attributes?: Readonly<Record<string, unknown>>;
  /** Absent where it went well. */
  readonly errorType?: ErrorCategory;
  /** Statuses of the HTTP requests inside; undefined for one without an answer. */
  readonly statuses?: readonly (number | undefined)[];
}

/** What a case of an application leaves. */
export interface Expected {
  /** In the order of their end. */
  readonly calls: readonly ExpectedCall[];
  readonly recorded: Recorded;
}

/** Cases that leave the same, with what that shows. */
export interface Row {
  readonly says: string;
  readonly cases: readonly string[];
  readonly expected: Expected;
}

/** An application that uses an SDK in every way, and what each of its cases leaves. */
export interface ProviderCases {
  readonly sdk: string;
  /** File under `apps/`. */
  readonly app: string;
  readonly start: () => Promise<Pick<ProtocolServer, 'url' | 'close'>>;
  readonly rows: readonly Row[];
  /** Tokens by modality, by case and metric. */
  readonly modalities?: readonly (readonly [
    name: string,
    metric: MetricKey,
    tokens: Readonly<Record<string, number>>,
  ])[];
}

/** A whole answer of that many tokens, at that price. */
export const tokens = (told: {
  readonly input: number;
  readonly output?: number;
  readonly cacheRead?: number;
  readonly cacheWrite?: number;
  readonly reasoning?: number;
  readonly cost?: number;
}): Recorded => ({
  inferenceDuration: 1,
  inputTokens: told.input,
  operationInputTokens: told.input,
  ...(told.output !== undefined && {
    outputTokens: told.output,
    operationOutputTokens: told.output,
  }),
  ...(told.cacheRead !== undefined && { cacheReadInputTokens: told.cacheRead }),
  ...(told.cacheWrite !== undefined && { cacheWriteInputTokens: told.cacheWrite }),
  ...(told.reasoning !== undefined && { reasoningOutputTokens: told.reasoning }),
  ...(told.cost === undefined ? { llmUnpricedCalls: 1 } : { llmCost: told.cost }),
});

/** The same, streamed in that many chunks. */
export const inChunks = (chunks: number, recorded: Recorded): Recorded => ({
  ...recorded,
  timeToFirstChunk: 1,
  ...(chunks > 1 && { timePerOutputChunk: chunks - 1 }),
});

/** An answered call of an answer that nobody has counted the tokens of. */
export const UNCOUNTED: Recorded = { inferenceDuration: 1, llmUnpricedCalls: 1 };

/** Several of these calls, one after the other. */
export const turns = (calls: readonly ExpectedCall[], each: Recorded): Expected => ({
  calls,
  recorded: Object.fromEntries(
    Object.entries(each).map(([key, value]) => [key, value * calls.length]),
  ),
});

/** One call. */
export const once = (call: ExpectedCall, recorded: Recorded): Expected => ({
  calls: [call],
  recorded,
});

/** Rows of calls that fail, by case: the category, the span, and what more is known. */
export const failures = (
  byCase: Readonly<
    Record<
      string,
      readonly [
        errorType: ErrorCategory,
        name: string,
        statuses?: readonly (number | undefined)[],
        recorded?: Recorded,
      ]
    >
  >,
): readonly Row[] =>
  Object.entries(byCase).map(([name, [errorType, span, statuses, recorded]]) => ({
    says: `${errorType}, on span and metric`,
    cases: [name],
    expected: {
      calls: [{ name: span, errorType, ...(statuses !== undefined && { statuses }) }],
      recorded: recorded ?? { inferenceDuration: 1 },
    },
  }));
