/**
 * Providers as other SDKs call them, and as the conventions do
 * (https://github.com/open-telemetry/semantic-conventions-genai): OpenLLMetry in its own spelling,
 * the AI SDK with the kind of model behind a dot. The first that matches counts.
 */
export const PROVIDER_NAMES: readonly (readonly [pattern: string, provider: string])[] = [
  ['azure|az\\.ai\\.openai', 'azure.ai.openai'],
  ['openai', 'openai'],
  ['anthropic', 'anthropic'],
  ['google\\.vertex|vertex', 'gcp.vertex_ai'],
  ['google|gemini', 'gcp.gemini'],
  ['aws|amazon|bedrock', 'aws.bedrock'],
  ['mistral', 'mistral_ai'],
  ['xai', 'x_ai'],
  ['moonshot', 'moonshot_ai'],
  ['cohere', 'cohere'],
  ['deepseek', 'deepseek'],
  ['groq', 'groq'],
  ['perplexity', 'perplexity'],
];
