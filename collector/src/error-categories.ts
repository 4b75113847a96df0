import type { ErrorCategory } from '@agent-vitals/instrumentation/semconv';

/** What tells a category; the first row that matches counts. */
export interface ErrorRule {
  readonly category: ErrorCategory;
  /** Of the error's class or code, or of the HTTP status as `status 429`. */
  readonly type: string;
  /** Of the error's message, where nothing else tells: sentences that providers and clients send. */
  readonly message?: string;
}

/** The status in a message of the clients of OpenAI and Anthropic, in Python and in JavaScript. */
const told = (status: string): string => `^(?:\\w+: )?(?:Error code: )?${status}\\b`;

/** Classes of Python's and JavaScript's clients, and what they say. */
export const ERROR_RULES: readonly ErrorRule[] = [
  {
    category: 'rate_limit',
    type: 'rate_?limit|too_?many_?requests|throttl|resource_?exhausted|insufficient_quota|status 429',
    message: `${told('429')}|rate limit reached|exceeded your current quota|too many requests`,
  },
  {
    category: 'content_filter',
    type: 'content_?(?:filter|policy)',
    message: 'content management policy',
  },
  {
    category: 'timeout',
    type: 'time_?d?_?out|deadline_?exceeded|status (?:408|504)',
    message: `${told('(?:408|504)')}|timed out`,
  },
  {
    category: 'auth',
    type: 'authentication|permission_?denied|unauthorized|forbidden|invalid_api_key|status (?:401|403)',
    message: `${told('(?:401|403)')}|incorrect api key`,
  },
  { category: 'cancelled', type: 'abort|cancell?ed' },
  {
    category: 'server',
    type: 'internal_?server|service_?unavailable|overloaded|server_error|status 5\\d\\d',
    message: `${told('5\\d\\d')}|server had an error|overloaded`,
  },
  {
    category: 'network',
    type: 'api_?connection|connection_?(?:error|refused|reset)|econn|enotfound|epipe|eai_again',
    message: 'connection error|fetch failed|cannot connect',
  },
  {
    category: 'bad_request',
    type: 'bad_?request|not_?found|unprocessable|invalid_?request|status 4\\d\\d',
    message: told('4\\d\\d'),
  },
];
