import { recordedEventSchema, type RecordedEvent } from './recorded-event.js';

/** A line of the event recorder that cannot be read. */
export class UnreadableEventError extends Error {
  override readonly name = 'UnreadableEventError';
}

/**
 * Reads one line of the event recorder.
 * @throws {UnreadableEventError} it is no JSON, or not such an event; the message says where
 */
export function parseLine(line: string): RecordedEvent {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new UnreadableEventError(`no JSON: ${(cause as Error).message}`, { cause });
  }
  const result = recordedEventSchema.safeParse(value);
  if (result.success) return result.data;
  throw new UnreadableEventError(
    result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
  );
}
