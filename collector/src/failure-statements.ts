import { ATTR } from '@agent-vitals/instrumentation/semconv';
import { ERROR_RULES } from './error-categories.js';
import { FOREIGN, FOREIGN_GEN_AI, PASSING } from './foreign.js';
import { attribute, has, lacks, matches, set, text, type StatementGroup } from './ottl.js';

const EXCEPTION = `${PASSING}exception`;
const TYPE = `${PASSING}type`;
const MESSAGE = `${PASSING}message`;
const CATEGORY = `${PASSING}category`;
const STATUS = 'http.response.status_code';

const FAILED = 'span.status.code == STATUS_CODE_ERROR';

/** Events that come with the first piece of a streamed answer: OpenInference's, OpenLLMetry's. */
const FIRST_CHUNK = '^(?:First Token Stream Event|(?:gen_ai|llm)\\.content\\.completion\\.chunk)$';

/** What events of a span tell, where the span does not: an exception, and when the first chunk came. */
export const describeFailures: readonly StatementGroup[] = [
  {
    conditions: [`${FOREIGN} and spanevent.name == "exception" and ${FAILED}`],
    statements: [
      `set(${attribute(EXCEPTION)}, spanevent.attributes["exception.type"])`,
      `set(${attribute(MESSAGE)}, spanevent.attributes["exception.message"])`,
    ],
  },
  {
    conditions: [`${FOREIGN} and ${matches('spanevent.name', FIRST_CHUNK)}`],
    statements: [
      set(
        attribute(ATTR.responseTimeToFirstChunk),
        'Seconds(spanevent.time - span.start_time)',
        lacks(ATTR.responseTimeToFirstChunk),
      ),
    ],
  },
];

/** Words are apart by `_` or not at all: `RateLimitError`, `rate_limit_exceeded`. */
const anyCase = (pattern: string): string => `(?i)(?:${pattern})`;

const unknown = lacks(CATEGORY);

/** Says in `error.type` what kind of failure it was. */
export const tellFailures: readonly StatementGroup[] = [
  {
    conditions: [`${FOREIGN_GEN_AI} and ${FAILED}`],
    statements: [
      `set(${attribute(TYPE)}, "")`,
      set(attribute(TYPE), attribute(ATTR.errorType), has(ATTR.errorType)),
      set(
        attribute(TYPE),
        `Concat([${attribute(TYPE)}, ${attribute(EXCEPTION)}], " ")`,
        has(EXCEPTION),
      ),
      set(
        attribute(TYPE),
        `Concat([${attribute(TYPE)}, "status", String(${attribute(STATUS)})], " ")`,
        has(STATUS),
      ),
      set(attribute(MESSAGE), 'span.status.message', lacks(MESSAGE)),
      ...ERROR_RULES.map(({ category, type }) =>
        set(
          attribute(CATEGORY),
          text(category),
          `${unknown} and ${matches(attribute(TYPE), anyCase(type))}`,
        ),
      ),
      ...ERROR_RULES.flatMap(({ category, message }) =>
        message === undefined
          ? []
          : set(
              attribute(CATEGORY),
              text(category),
              `${unknown} and ${matches(attribute(MESSAGE), anyCase(message))}`,
            ),
      ),
      set(attribute(CATEGORY), '"other"', unknown),
      `set(${attribute(ATTR.errorType)}, ${attribute(CATEGORY)})`,
    ],
  },
];
