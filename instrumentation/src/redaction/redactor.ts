import type { Attributes } from '@opentelemetry/api';
import { isCardNumber } from './card-numbers.js';
import { DETECTORS, SECRET_KEY, type Detector } from './detectors.js';
import { MASK } from './mask.js';

/** Takes secrets and personal data out of telemetry. Never throws, and never changes its input. */
export interface Redactor {
  /** `text` with each secret masked; the same text when there is none. */
  text(text: string): string;
  /** A value of an attribute or a body; the same object when there is nothing to mask. */
  value<V>(value: V): V;
  /** Attributes: their values, their names, and whole values whose name says that they are secret. */
  attributes<A extends Attributes>(attributes: A): A;
}

/** Deeper than this nobody looks, so what is deeper is masked. */
const MAX_DEPTH = 16;

/**
 * Texts that were found clean: names, models, addresses and statements come again with every span.
 * Short ones only, and thrown away when there are too many, so the memory is bounded by 1 MB.
 */
const MOST_CLEAN_TEXTS = 4096;
const LONGEST_CLEAN_TEXT = 128;

/** No card, e-mail address or key is shorter. */
const SHORTEST = 6;

const anyHint = (detectors: readonly Detector[]): RegExp =>
  new RegExp(detectors.map(({ hint }) => hint.source).join('|'), 'i');

/** A fault here must not let a secret out, nor reach the application. */
const closed = <V>(redact: () => V, otherwise: V): V => {
  try {
    return redact();
  } catch {
    return otherwise;
  }
};

/**
 * Creates a redactor for keys, tokens, passwords, e-mail addresses and card numbers.
 *
 * @param patterns further texts to mask; they are run on every text, so they must be quick
 */
export function createRedactor(patterns: readonly RegExp[] = []): Redactor {
  const suspicious = anyHint(DETECTORS);
  const own = patterns.map(
    (pattern) => new RegExp(pattern.source, [...new Set(`${pattern.flags}g`)].join('')),
  );
  const clean = new Set<string>();
  const secretKeys = new Map<string, boolean>();

  const search = (text: string): string => {
    let masked = text;
    if (suspicious.test(text)) {
      for (const { hint, pattern, mask = () => MASK } of DETECTORS) {
        if (hint.test(masked)) masked = masked.replaceAll(pattern, mask);
      }
    }
    for (const pattern of own) masked = masked.replaceAll(pattern, MASK);
    return masked;
  };

  const redactText = (text: string): string => {
    if ((text.length < SHORTEST && own.length === 0) || clean.has(text)) return text;
    const masked = search(text);
    if (masked === text && text.length <= LONGEST_CLEAN_TEXT) {
      if (clean.size >= MOST_CLEAN_TEXTS) clean.clear();
      clean.add(text);
    }
    return masked;
  };

  const isSecretKey = (key: string): boolean => {
    let secret = secretKeys.get(key);
    if (secret === undefined) {
      secret = SECRET_KEY.test(key);
      if (secretKeys.size >= MOST_CLEAN_TEXTS) secretKeys.clear();
      if (key.length <= LONGEST_CLEAN_TEXT) secretKeys.set(key, secret);
    }
    return secret;
  };

  const redactList = (list: readonly unknown[], depth: number): readonly unknown[] => {
    let masked: unknown[] | undefined;
    for (const [i, item] of list.entries()) {
      const redacted = redactValue(item, depth + 1);
      if (redacted !== item) {
        masked ??= [...list];
        masked[i] = redacted;
      }
    }
    return masked ?? list;
  };

  const redactField = (key: string, value: unknown, depth: number) =>
    value !== undefined && value !== null && isSecretKey(key)
      ? MASK
      : redactValue(value, depth + 1);

  /** Most have nothing to hide, so a copy is made only where something is. */
  const redactFields = (fields: Attributes, depth: number): Attributes => {
    for (const key in fields) {
      const value = fields[key];
      if (redactField(key, value, depth) === value && redactText(key) === key) continue;
      return Object.fromEntries(
        Object.entries(fields).map(([name, held]) => [
          redactText(name),
          redactField(name, held, depth),
        ]),
      );
    }
    return fields;
  };

  const redactValue = (value: unknown, depth: number): unknown => {
    if (typeof value === 'string') return redactText(value);
    if (typeof value === 'number') {
      return value >= 1e12 && isCardNumber(String(value)) ? MASK : value;
    }
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
    if (depth > MAX_DEPTH) return MASK;
    return Array.isArray(value)
      ? redactList(value, depth)
      : redactFields(value as Attributes, depth);
  };

  return {
    text: (text) => closed(() => redactText(text), MASK),
    value: (value) => closed(() => redactValue(value, 0) as typeof value, MASK as typeof value),
    attributes: (attributes) =>
      closed(() => redactFields(attributes, 0) as typeof attributes, {} as typeof attributes),
  };
}
