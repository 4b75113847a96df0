import { ATTR } from '@agent-vitals/instrumentation/semconv';
import { expect, test } from 'vitest';
import { CONTENT_ATTRIBUTES, CONTENT_EVENTS } from './content.js';
import { ERROR_RULES } from './error-categories.js';
import { PROVIDER_NAMES } from './providers.js';
import { SDK_ATTRIBUTES } from './sdk-attributes.js';

const contract: readonly string[] = Object.values(ATTR);

test('no attribute of the contract is renamed away, and none is renamed twice', () => {
  const theirs = SDK_ATTRIBUTES.map((row) => row.theirs);
  expect(theirs.filter((name) => contract.includes(name))).toEqual([]);
  expect(new Set(theirs).size).toBe(theirs.length);
});

const CONTENT: ReadonlySet<string> = new Set([
  ATTR.inputMessages,
  ATTR.outputMessages,
  ATTR.systemInstructions,
]);

test.each(contract)('%s is dropped as content only where it is content', (name) => {
  expect(new RegExp(CONTENT_ATTRIBUTES).test(name)).toBe(CONTENT.has(name));
});

test.each([
  'gen_ai.prompt.0.content',
  'gen_ai.completion.0.tool_calls.0.arguments',
  'gen_ai.tool.call.result',
  'traceloop.entity.input',
  'input.value',
  'llm.input_messages.0.message.content',
  'llm.invocation_parameters',
  'embedding.embeddings.0.embedding.text',
  'ai.prompt.messages',
  'ai.response.text',
  'ai.toolCall.args',
])('%s is dropped', (name) => {
  expect(name).toMatch(new RegExp(CONTENT_ATTRIBUTES));
});

test.each(SDK_ATTRIBUTES.map(({ theirs }) => theirs))('%s is not content', (name) => {
  expect(name).not.toMatch(new RegExp(CONTENT_ATTRIBUTES));
});

test('events of messages are content, evaluations are not', () => {
  expect('gen_ai.user.message').toMatch(new RegExp(CONTENT_EVENTS));
  expect('gen_ai.evaluation.result').not.toMatch(new RegExp(CONTENT_EVENTS));
});

const categoryOf = (type: string, message: string): string =>
  ERROR_RULES.find((rule) => new RegExp(rule.type, 'i').test(type))?.category ??
  ERROR_RULES.find((rule) => rule.message && new RegExp(rule.message, 'i').test(message))
    ?.category ??
  'other';

test.each([
  ['RateLimitError openai.RateLimitError', '', 'rate_limit'],
  ['AI_APICallError status 429', '', 'rate_limit'],
  ['AI_APICallError', 'Rate limit reached for gpt-4.1 on tokens per min', 'rate_limit'],
  ['rate_limit_exceeded', '', 'rate_limit'],
  ['openai.APITimeoutError', '', 'timeout'],
  ['asyncio.TimeoutError', '', 'timeout'],
  ['anthropic.AuthenticationError', '', 'auth'],
  ['openai.PermissionDeniedError', '', 'auth'],
  ['openai.InternalServerError', '', 'server'],
  ['Error', '500 The server had an error', 'server'],
  ['ServiceUnavailable', '', 'server'],
  ['openai.APIConnectionError', '', 'network'],
  ['openai.BadRequestError', 'Error code: 400 - too many tokens', 'bad_request'],
  ['AbortError', '', 'cancelled'],
  ['asyncio.CancelledError', '', 'cancelled'],
  ['ContentFilterFinishReasonError', '', 'content_filter'],
  ['ValueError', 'chapter 500 is missing', 'other'],
])('%s "%s" is %s', (type, message, category) => {
  expect(categoryOf(type, message)).toBe(category);
});

const providerOf = (name: string): string | undefined =>
  PROVIDER_NAMES.find(([pattern]) => new RegExp(`^(?:${pattern})`, 'i').test(name))?.[1];

test.each([
  ['openai.chat', 'openai'],
  ['OpenAI', 'openai'],
  ['azure.chat', 'azure.ai.openai'],
  ['Azure', 'azure.ai.openai'],
  ['anthropic.messages', 'anthropic'],
  ['google.generative-ai', 'gcp.gemini'],
  ['google.vertex.chat', 'gcp.vertex_ai'],
  ['amazon-bedrock', 'aws.bedrock'],
  ['AWS', 'aws.bedrock'],
  ['mistral.chat', 'mistral_ai'],
  ['xai.chat', 'x_ai'],
])('%s is called %s', (theirs, ours) => {
  expect(providerOf(theirs)).toBe(ours);
});
