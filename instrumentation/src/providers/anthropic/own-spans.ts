import { fieldsOf, type Fields } from '../fields.js';

/** Where every client keeps the tracer of its own spans; without one it makes none. */
const TRACER = '_tracer';

const nothing = (): void => {};

/**
 * Versions of the SDK from 1.0 on start spans by themselves. Together with the ones of this
 * package, each call and its tokens would be told twice, so the clients get no tracer. Who sets the
 * SDK's own switch, `ANTHROPIC_OPEN_TELEMETRY`, is left with both.
 *
 * @returns what undoes it, for the clients that are made after
 */
export function silenceOwnSpans(moduleExports: Fields): () => void {
  const { prototype } = fieldsOf(moduleExports['BaseAnthropic']);
  if (typeof prototype !== 'object' || process.env['ANTHROPIC_OPEN_TELEMETRY'] !== undefined) {
    return nothing;
  }
  const target = prototype as Record<string, unknown>;
  Object.defineProperty(target, TRACER, { get: nothing, set: nothing, configurable: true });
  return () => delete target[TRACER];
}
