/** A model and whose it is, by the names of the contract. */
export interface NamedModel {
  /** `gen_ai.provider.name`. */
  readonly provider: string;
  readonly model: string;
}

/**
 * The providers of the AI SDK whose name is not the one of the conventions, by its beginning: the
 * SDK adds the endpoint, as in `openai.responses`. The first that fits counts.
 * Source of the names: https://opentelemetry.io/docs/specs/semconv/registry/attributes/gen-ai/
 */
const PROVIDERS: readonly (readonly [beginning: string, provider: string])[] = [
  ['azure', 'azure.ai.openai'],
  ['google.vertex', 'gcp.vertex_ai'],
  ['vertex', 'gcp.vertex_ai'],
  ['google', 'gcp.gemini'],
  ['amazon-bedrock', 'aws.bedrock'],
  ['bedrock', 'aws.bedrock'],
  ['mistral', 'mistral_ai'],
  ['xai', 'x_ai'],
  ['moonshotai', 'moonshot_ai'],
];

const providerName = (provider: string): string =>
  PROVIDERS.find(([beginning]) => provider.startsWith(beginning))?.[1] ??
  provider.split('.', 1)[0]!;

/**
 * A model as the AI SDK names it. A gateway is not who makes the model, or sets its price: of
 * `gateway` and `openai/gpt-4.1` it is `openai` and `gpt-4.1`.
 */
export function namedModel(provider: string, modelId: string): NamedModel {
  const slash = modelId.indexOf('/');
  return provider.startsWith('gateway') && slash > 0
    ? { provider: providerName(modelId.slice(0, slash)), model: modelId.slice(slash + 1) }
    : { provider: providerName(provider), model: modelId };
}
