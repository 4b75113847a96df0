/**
 * Providers that speak OpenAI's protocol, by the end of their host name.
 * Source of the names: https://opentelemetry.io/docs/specs/semconv/registry/attributes/gen-ai/
 */
const PROVIDER_BY_HOST: readonly (readonly [suffix: string, provider: string])[] = [
  ['openai.azure.com', 'azure.ai.openai'],
  ['services.ai.azure.com', 'azure.ai.inference'],
  ['googleapis.com', 'gcp.gemini'],
  ['amazonaws.com', 'aws.bedrock'],
  ['api.deepseek.com', 'deepseek'],
  ['api.groq.com', 'groq'],
  ['api.mistral.ai', 'mistral_ai'],
  ['api.perplexity.ai', 'perplexity'],
  ['api.x.ai', 'x_ai'],
];

/** Where a client sends its requests, and whose models answer there. */
export interface Server {
  /** `gen_ai.provider.name`; `openai` where the host is not known. */
  readonly provider: string;
  readonly address?: string | undefined;
  readonly port?: number | undefined;
}

/** The server of a base URL, such as `https://api.openai.com/v1`. */
export function serverOf(baseUrl: unknown): Server {
  const url = typeof baseUrl === 'string' ? URL.parse(baseUrl) : null;
  if (url === null) return { provider: 'openai' };
  const known = PROVIDER_BY_HOST.find(
    ([suffix]) => url.hostname === suffix || url.hostname.endsWith(`.${suffix}`),
  );
  const standardPort = url.protocol === 'http:' ? 80 : 443;
  return {
    provider: known?.[1] ?? 'openai',
    address: url.hostname,
    port: url.port === '' ? standardPort : Number(url.port),
  };
}
