import type { ErrorCategory } from './semconv.js';

/** How deep a chain of `cause` is followed. */
const MAX_DEPTH = 5;

/** By the `code` or `type` that providers, Node and undici put on their errors. */
const BY_CODE: Readonly<Record<string, ErrorCategory>> = {
  content_filter: 'content_filter',
  content_policy_violation: 'content_filter',
  rate_limit_exceeded: 'rate_limit',
  insufficient_quota: 'rate_limit',
  server_error: 'server',
  invalid_api_key: 'auth',
  invalid_request_error: 'bad_request',
  // Anthropic's, which tells them within a stream without a status.
  api_error: 'server',
  overloaded_error: 'server',
  rate_limit_error: 'rate_limit',
  timeout_error: 'timeout',
  authentication_error: 'auth',
  permission_error: 'auth',
  not_found_error: 'bad_request',
  request_too_large: 'bad_request',
  // JSON-RPC's, and those of the MCP SDK: https://www.jsonrpc.org/specification#error_object
  '-32700': 'bad_request',
  '-32600': 'bad_request',
  '-32601': 'bad_request',
  '-32602': 'bad_request',
  '-32603': 'server',
  REQUEST_TIMEOUT: 'timeout',
  CONNECTION_CLOSED: 'network',
  ABORT_ERR: 'cancelled',
  ECONNABORTED: 'network',
  ECONNREFUSED: 'network',
  ECONNRESET: 'network',
  EAI_AGAIN: 'network',
  EHOSTUNREACH: 'network',
  ENETUNREACH: 'network',
  ENOTFOUND: 'network',
  EPIPE: 'network',
  ERR_STREAM_PREMATURE_CLOSE: 'network',
  UND_ERR_SOCKET: 'network',
  ETIMEDOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
};

/** By the name of the error or of its class. */
const BY_NAME: Readonly<Record<string, ErrorCategory>> = {
  AbortError: 'cancelled',
  APIUserAbortError: 'cancelled',
  TimeoutError: 'timeout',
  ModelTimeoutError: 'timeout',
  ToolTimeoutError: 'timeout',
  APIConnectionTimeoutError: 'timeout',
  APIConnectionError: 'network',
  ContentFilterFinishReasonError: 'content_filter',
  InputGuardrailTripwireTriggered: 'content_filter',
  OutputGuardrailTripwireTriggered: 'content_filter',
  ToolInputGuardrailTripwireTriggered: 'content_filter',
  ToolOutputGuardrailTripwireTriggered: 'content_filter',
  ModelRefusalError: 'content_filter',
  // The MCP SDK's, where a server wants a token.
  UnauthorizedError: 'auth',
};

/**
 * By a whole message, where an error has nothing else: so LangChain and LangGraph tell an abort,
 * and the MCP SDK, up to its version 1, that it waited for too long.
 */
const BY_MESSAGE: Readonly<Record<string, ErrorCategory>> = {
  'MCP error -32001: Request timed out': 'timeout',
  'MCP error -32001: AbortError: This operation was aborted': 'cancelled',
  Abort: 'cancelled',
  Aborted: 'cancelled',
  'exception TypeError: fetch failed sending request': 'network',
};

/** By HTTP status, the first that holds. */
const BY_STATUS: readonly (readonly [from: number, to: number, category: ErrorCategory])[] = [
  [401, 401, 'auth'],
  [403, 403, 'auth'],
  [408, 408, 'timeout'],
  [429, 429, 'rate_limit'],
  [400, 499, 'bad_request'],
  [504, 504, 'timeout'],
  [500, 599, 'server'],
];

const byStatus = (status: unknown): ErrorCategory | undefined =>
  typeof status === 'number'
    ? BY_STATUS.find(([from, to]) => status >= from && status <= to)?.[2]
    : undefined;

const lookUp = (
  table: Readonly<Record<string, ErrorCategory>>,
  key: unknown,
): ErrorCategory | undefined =>
  typeof key === 'string' && Object.hasOwn(table, key) ? table[key] : undefined;

const categoryOfOne = (error: object): ErrorCategory | undefined => {
  const fields = error as Readonly<Record<string, unknown>>;
  const { code } = fields;
  return (
    lookUp(BY_CODE, typeof code === 'number' ? String(code) : code) ??
    lookUp(BY_NAME, fields['name']) ??
    lookUp(BY_NAME, error.constructor?.name) ??
    // The MCP SDK, up to its version 1, tells the status as a code.
    byStatus(fields['status'] ?? fields['statusCode'] ?? code) ??
    lookUp(BY_CODE, fields['type']) ??
    lookUp(BY_MESSAGE, fields['message'])
  );
};

/**
 * What kind of failure `error` is, as a value of `error.type`: from its code, its name, its HTTP
 * status, and failing these from its causes, the last of several attempts, or the answer that
 * told of it. `other` where nothing tells.
 */
export function categoryOf(error: unknown): ErrorCategory {
  let current = error;
  // The outermost name says "connection error" where a cause knows that it was a timeout.
  let coarse: ErrorCategory | undefined;
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    if (typeof current !== 'object' || current === null) break;
    const category = categoryOfOne(current);
    if (category !== undefined && category !== 'network') return category;
    coarse ??= category;
    const { cause, lastError, error: answer } = current as Readonly<Record<string, unknown>>;
    current = cause ?? lastError ?? answer;
  }
  return coarse ?? 'other';
}
