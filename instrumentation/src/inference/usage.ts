/** Tokens of one call, as the provider counted them. What it did not tell is absent, never 0. */
export interface Usage {
  /** Input tokens, cached ones and audio included. */
  readonly inputTokens?: number | undefined;
  /** Output tokens, reasoning ones and audio included. */
  readonly outputTokens?: number | undefined;
  /** The part of the input that a cache of the provider served. */
  readonly cacheReadInputTokens?: number | undefined;
  /** The part of the input that was written to a cache of the provider. */
  readonly cacheWriteInputTokens?: number | undefined;
  /** The part of the output that was spent on reasoning. */
  readonly reasoningOutputTokens?: number | undefined;
  /** The part of the input that was audio. */
  readonly inputAudioTokens?: number | undefined;
  /** The part of the output that was audio. */
  readonly outputAudioTokens?: number | undefined;
}
