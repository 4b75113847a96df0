/** A model that the server offers, with the speed of its answers. */
export interface Model {
  /** The name that requests use. */
  readonly id: string;
  /** The dated name that answers carry, as the provider's do. */
  readonly snapshot: string;
  /** Median time to the first token, in milliseconds. */
  readonly firstTokenMs: number;
  /** Median time per output token, in milliseconds: about five times as fast as the real ones. */
  readonly tokenMs: number;
  /** Median of the tokens spent on reasoning before the answer; 0 for a model that does not reason. */
  readonly reasoningTokens: number;
}

/** The models, in the order in which `GET /v1/models` lists them. */
export const MODELS: readonly Model[] = [
  {
    id: 'gpt-4.1',
    snapshot: 'gpt-4.1-2025-04-14',
    firstTokenMs: 160,
    tokenMs: 2.2,
    reasoningTokens: 0,
  },
  {
    id: 'gpt-4.1-mini',
    snapshot: 'gpt-4.1-mini-2025-04-14',
    firstTokenMs: 100,
    tokenMs: 1.4,
    reasoningTokens: 0,
  },
  {
    id: 'o4-mini',
    snapshot: 'o4-mini-2025-04-16',
    firstTokenMs: 140,
    tokenMs: 1.4,
    reasoningTokens: 128,
  },
  {
    id: 'o1',
    snapshot: 'o1-2024-12-17',
    firstTokenMs: 200,
    tokenMs: 2,
    reasoningTokens: 192,
  },
];

/** Finds a model by the name that requests use. */
export function findModel(id: string): Model | undefined {
  return MODELS.find((model) => model.id === id);
}
