import type { Random } from '../random.js';
import { countTokens } from './prefix-cache.js';

const SENTENCES = [
  'The service validates each request before it touches the database.',
  'Orders are stored once, by an idempotency key that the client sends.',
  'A retry waits twice as long as the one before it and gives up after three.',
  'The handler returns early when the caller has gone away.',
  'Each table has one owner, and other services read it through the interface.',
  'Errors name the field, the value that it holds and the values that it may hold.',
  'The migration adds the column first and fills it in batches of a thousand rows.',
  'A cached entry expires after ten minutes, or when its source changes.',
  'The queue keeps at most ten thousand messages and rejects what comes after.',
  'Permissions are checked for the resource, not only for the route.',
  'Time comes from an injected clock, so that tests do not wait.',
  'The response lists at most fifty entries and a cursor to the next ones.',
  'Secrets come from the environment and never appear in a log line.',
  'Two writers of the same row are told apart by its version number.',
  'The report is computed in the background and announced when it is complete.',
  'A slow dependency is cut off after two seconds and reported as such.',
] as const;

/**
 * Makes plain sentences of about so many tokens, and at least one.
 * @param tokens how long the text should become
 */
export function prose(tokens: number, random: Random): string {
  let text: string = random.pick(SENTENCES);
  while (countTokens(text) < tokens) text += ` ${random.pick(SENTENCES)}`;
  return text;
}
