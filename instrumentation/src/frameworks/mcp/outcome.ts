import { categoryOf } from '../../error-category.js';
import { describeFailure } from '../../operation.js';
import { text } from '../../providers/fields.js';
import { ERROR_CATEGORIES, MCP_TOOL_ERROR, type ErrorCategory } from '../../semconv.js';
import type { Message } from './message.js';

/** How an MCP operation ended; without `errorType`, well. */
export interface Outcome {
  /** `error.type` as the MCP conventions have it: a JSON-RPC code, `tool_error`, or a category. */
  readonly errorType?: string;
  readonly message?: string | undefined;
  /** The code of a JSON-RPC error. */
  readonly code?: string;
}

/** What an answer tells. A tool's own words about its failure are content, and stay out. */
export function outcomeOf(response: Message & { readonly kind: 'response' }): Outcome {
  const { code, message } = response.error;
  if (typeof code === 'number' || typeof code === 'string') {
    return { errorType: String(code), code: String(code), message: text(message) };
  }
  return response.result['isError'] === true ? { errorType: MCP_TOOL_ERROR } : {};
}

/** A message that could not be sent. */
export function notSent(error: unknown): Outcome {
  const { type, message } = describeFailure(error);
  return { errorType: type, message };
}

/** A request given up by whoever made it; the SDK gives up what takes too long, too. */
export function givenUp(reason: unknown): Outcome {
  const message = text(reason);
  return { errorType: /time(d )?.?out/i.test(message ?? '') ? 'timeout' : 'cancelled', message };
}

/** The `error.type` of an outcome on GenAI metrics, where it is a category. */
export function categoryOfOutcome({ errorType }: Outcome): ErrorCategory | undefined {
  if (errorType === undefined) return undefined;
  return ERROR_CATEGORIES.find((it) => it === errorType) ?? categoryOf({ code: errorType });
}
