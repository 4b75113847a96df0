import { expect, test } from 'vitest';
import { categoryOf } from './error-category.js';

const withFields = (fields: object, cause?: unknown): Error =>
  Object.assign(new Error('failed', { cause }), fields);

test.each([
  ['HTTP 429', withFields({ status: 429 }), 'rate_limit'],
  ['HTTP 401', withFields({ status: 401 }), 'auth'],
  ['HTTP 403', withFields({ status: 403 }), 'auth'],
  ['HTTP 404', withFields({ status: 404 }), 'bad_request'],
  ['HTTP 408', withFields({ status: 408 }), 'timeout'],
  ['HTTP 503', withFields({ status: 503 }), 'server'],
  ['HTTP 504', withFields({ status: 504 }), 'timeout'],
  ['HTTP 429 as the AI SDK tells it', withFields({ statusCode: 429 }), 'rate_limit'],
  ['HTTP 429 as the MCP SDK tells it', withFields({ code: 429 }), 'rate_limit'],
  [
    'the last of several attempts',
    withFields({ errors: [], lastError: withFields({ statusCode: 503 }) }),
    'server',
  ],
  ['a code of JSON-RPC', withFields({ code: -32602 }), 'bad_request'],
  [
    'a request to an MCP server that waited for too long',
    withFields({ code: -32001, message: 'MCP error -32001: Request timed out' }),
    'timeout',
  ],
  ['a content filter', withFields({ status: 400, code: 'content_filter' }), 'content_filter'],
  ['an error inside a stream', withFields({ type: 'server_error' }), 'server'],
  ['an overload inside a stream', withFields({ type: 'overloaded_error' }), 'server'],
  [
    'an overload that only the answer tells of',
    withFields({ type: null, error: { type: 'error', error: { type: 'overloaded_error' } } }),
    'server',
  ],
  ['an overload', withFields({ status: 529, type: 'overloaded_error' }), 'server'],
  ['an abort', new DOMException('stop', 'AbortError'), 'cancelled'],
  ['an abort as LangGraph tells it', new Error('Abort'), 'cancelled'],
  [
    'a guardrail of the OpenAI Agents SDK',
    withFields({ name: 'InputGuardrailTripwireTriggered' }),
    'content_filter',
  ],
  ['AbortSignal.timeout', new DOMException('late', 'TimeoutError'), 'timeout'],
  [
    'a refused connection',
    new TypeError('fetch failed', { cause: withFields({ code: 'ECONNREFUSED' }) }),
    'network',
  ],
  [
    'a connection error whose cause was a timeout',
    withFields({ name: 'APIConnectionError' }, withFields({ code: 'UND_ERR_HEADERS_TIMEOUT' })),
    'timeout',
  ],
  ['an ordinary error', new RangeError('out of range'), 'other'],
  ['an object without a prototype', Object.create(null), 'other'],
  ['a name out of Object.prototype', withFields({ code: 'toString' }), 'other'],
  ['a string', 'failed', 'other'],
  ['nothing', undefined, 'other'],
])('%s', (_, error, category) => {
  expect(categoryOf(error)).toBe(category);
});

test('a chain of causes that runs in a circle ends', () => {
  const error = new Error('a');
  error.cause = error;
  expect(categoryOf(error)).toBe('other');
});
