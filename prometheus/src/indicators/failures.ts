import { GENERAL_LABEL } from '@agent-vitals/instrumentation/general-semconv';
import type { ErrorCategory } from '@agent-vitals/instrumentation/semconv';

/** Who cancels a call does not say that what was called is unwell. */
const NOT_A_FAILURE: ErrorCategory = 'cancelled';

/** Matches calls that failed: those that succeeded carry no error type. */
export const FAILED: string = `${GENERAL_LABEL.errorType}!~"|${NOT_A_FAILURE}"`;

/** Matches calls that succeeded. */
export const SUCCEEDED: string = `${GENERAL_LABEL.errorType}=""`;

/** Matches calls that were rejected for their rate. */
export const RATE_LIMITED: string = `${GENERAL_LABEL.errorType}="${'rate_limit' satisfies ErrorCategory}"`;
