/** One call, as the server counted it. */
export interface RecordedCall {
  /** 1 for the first call, then one more for each. */
  readonly sequence: number;
  /** ISO time at which the answer was complete. */
  readonly at: string;
  /** Id of the answer (`chatcmpl-...`); empty for an error. */
  readonly id: string;
  /** The model that the request named. */
  readonly model: string;
  /** The dated model that answered; empty for an error. */
  readonly responseModel: string;
  /** HTTP status; 499 when the caller went away before the end, which is not charged. */
  readonly status: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Part of the input tokens. */
  readonly cachedTokens: number;
  /** Part of the output tokens. */
  readonly reasoningTokens: number;
}

/** Sums over all calls to one model. */
interface ModelTotals {
  calls: number;
  errors: number;
  inputTokens: number;
  outputTokens: number;
  cachedTokens: number;
  reasoningTokens: number;
}

/** What the server was asked and what it charged. */
export interface UsageLog {
  record(call: Omit<RecordedCall, 'sequence' | 'at'>): void;
  /** Exact totals since the start, by the model that the requests named. */
  totals(): Readonly<Record<string, Readonly<ModelTotals>>>;
  /** The recorded calls with a sequence above this one, oldest first. */
  since(sequence: number): readonly RecordedCall[];
}

/**
 * Creates an empty log.
 * @param limit how many calls `since` can look back. Default: 10 000
 */
export function createUsageLog(limit = 10_000): UsageLog {
  const totals: Record<string, ModelTotals> = {};
  const recent: RecordedCall[] = [];
  let sequence = 0;
  return {
    record(call) {
      const sum = (totals[call.model] ??= {
        calls: 0,
        errors: 0,
        inputTokens: 0,
        outputTokens: 0,
        cachedTokens: 0,
        reasoningTokens: 0,
      });
      sum.calls += 1;
      if (call.status !== 200) sum.errors += 1;
      sum.inputTokens += call.inputTokens;
      sum.outputTokens += call.outputTokens;
      sum.cachedTokens += call.cachedTokens;
      sum.reasoningTokens += call.reasoningTokens;
      sequence += 1;
      recent.push({ sequence, at: new Date().toISOString(), ...call });
      if (recent.length > limit) recent.shift();
    },
    totals: () => totals,
    since: (after) => recent.filter((call) => call.sequence > after),
  };
}
