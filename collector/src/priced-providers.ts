/** A provider in the price list. */
export interface PricedProvider {
  readonly listId: string;
  /** Names that the conventions have for it, and for those that offer its models at its prices. */
  readonly names: readonly string[];
}

const AZURE = 'azure.ai.openai';

/** In the order in which they are asked: what Azure has no price of its own for costs as elsewhere. */
export const PRICED_PROVIDERS: readonly PricedProvider[] = [
  { listId: 'azure', names: [AZURE] },
  { listId: 'openai', names: ['openai', AZURE] },
  { listId: 'google', names: ['gcp.gemini', 'gcp.vertex_ai', 'gcp.gen_ai'] },
  { listId: 'anthropic', names: ['anthropic', 'gcp.vertex_ai'] },
  { listId: 'aws', names: ['aws.bedrock'] },
  { listId: 'mistral', names: ['mistral_ai'] },
  { listId: 'groq', names: ['groq'] },
  { listId: 'deepseek', names: ['deepseek'] },
  { listId: 'cohere', names: ['cohere'] },
  { listId: 'x-ai', names: ['x_ai'] },
  { listId: 'moonshotai', names: ['moonshot_ai'] },
  { listId: 'perplexity', names: ['perplexity'] },
];
