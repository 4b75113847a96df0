/** Values of `gen_ai.token.modality` that a provider may tell; `video` is not in the conventions. */
export type Modality = 'text' | 'audio' | 'image' | 'video';

/** Tokens by what they stand for. What is not told is absent; the rest of a total is `unknown`. */
export type ModalityTokens = { readonly [modality in Modality]?: number | undefined };

/** Tokens of one call, as the provider counted them. What it did not tell is absent, never 0. */
export interface Usage {
  /** Input tokens, cached ones and every modality included. */
  readonly inputTokens?: number | undefined;
  /** Output tokens, reasoning ones and every modality included. */
  readonly outputTokens?: number | undefined;
  /** The part of the input that a cache of the provider served. */
  readonly cacheReadInputTokens?: number | undefined;
  /** The part of the input that was written to a cache of the provider. */
  readonly cacheWriteInputTokens?: number | undefined;
  /** The part of the tokens written to a cache that it keeps for an hour, at a price of its own. */
  readonly cacheWriteOneHourInputTokens?: number | undefined;
  /** The part of the output that was spent on reasoning. */
  readonly reasoningOutputTokens?: number | undefined;
  readonly inputByModality?: ModalityTokens | undefined;
  readonly cacheReadByModality?: ModalityTokens | undefined;
  readonly outputByModality?: ModalityTokens | undefined;
  /** Searches of the web that the provider made for the call, and bills. */
  readonly webSearches?: number | undefined;
}
