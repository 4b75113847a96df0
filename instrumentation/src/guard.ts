import { diag } from '@opentelemetry/api';

/**
 * Runs a piece of the instrumentation. What it throws is told to `diag` and goes no further: a
 * fault in the measuring must never reach the application that is measured.
 */
export function guard<T>(what: string, run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    diag.error(`agent-vitals: ${what} failed`, error);
    return undefined;
  }
}
