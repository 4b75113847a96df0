import { fieldsOf } from './fields.js';

/**
 * Whose models answer at a host, whatever protocol is spoken to it.
 * Source of the names: https://opentelemetry.io/docs/specs/semconv/registry/attributes/gen-ai/
 */
const PROVIDER_BY_HOST: readonly (readonly [host: RegExp, provider: string])[] = [
  [/\.openai\.azure\.com$/, 'azure.ai.openai'],
  [/\.services\.ai\.azure\.com$/, 'azure.ai.inference'],
  [/(^|[.-])aiplatform\.([a-z]+\.rep\.)?googleapis\.com$/, 'gcp.vertex_ai'],
  [/\.googleapis\.com$/, 'gcp.gemini'],
  [/\.amazonaws\.com$/, 'aws.bedrock'],
  [/^api\.anthropic\.com$/, 'anthropic'],
  [/^api\.deepseek\.com$/, 'deepseek'],
  [/^api\.groq\.com$/, 'groq'],
  [/^api\.mistral\.ai$/, 'mistral_ai'],
  [/^api\.moonshot\.(ai|cn)$/, 'moonshot_ai'],
  [/^api\.perplexity\.ai$/, 'perplexity'],
  [/^([a-z0-9-]+\.)?api\.x\.ai$/, 'x_ai'],
];

/** Whose models the clients of SDKs call that are made for one, also through a gateway. */
const PROVIDER_BY_CLIENT: Readonly<Record<string, string>> = {
  AzureOpenAI: 'azure.ai.openai',
  AnthropicBedrock: 'aws.bedrock',
  AnthropicBedrockMantle: 'aws.bedrock',
  AnthropicVertex: 'gcp.vertex_ai',
};

/** Where a client sends its requests, and whose models answer there. */
export interface Server {
  /** `gen_ai.provider.name` */
  readonly provider: string;
  readonly serverAddress?: string | undefined;
  readonly serverPort?: number | undefined;
}

/**
 * The server of a base URL, such as `https://api.openai.com/v1`.
 *
 * @param provider of the protocol: where the host does not tell another
 */
export function serverOf(baseUrl: unknown, provider: string): Server {
  const url = typeof baseUrl === 'string' ? URL.parse(baseUrl) : null;
  if (url === null) return { provider };
  const known = PROVIDER_BY_HOST.find(([host]) => host.test(url.hostname));
  const standardPort = url.protocol === 'http:' ? 80 : 443;
  return {
    provider: known?.[1] ?? provider,
    serverAddress: url.hostname,
    serverPort: url.port === '' ? standardPort : Number(url.port),
  };
}

/**
 * The server that a client of an SDK sends its requests to, by its class and its `baseURL`.
 *
 * @param provider of the protocol: where neither tells another
 */
export function serverOfClient(client: unknown, provider: string): Server {
  let made: string | undefined;
  for (let type = fieldsOf(client)['constructor']; typeof type === 'function';) {
    made ??= PROVIDER_BY_CLIENT[type.name];
    type = Object.getPrototypeOf(type) as unknown;
  }
  return serverOf(fieldsOf(client)['baseURL'], made ?? provider);
}
