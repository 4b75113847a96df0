import type { Attributes } from '@opentelemetry/api';
import { attributesText } from './attributes-text.js';

/** What every value beyond the bound of its attribute becomes. */
export const FOLDED_VALUE = 'other';

/** Sets of attributes that are remembered, and forgotten all at once when there are more. */
const MAX_KNOWN = 2000;

/** Keeps the values of metric attributes within a bound. */
export interface AttributeLimiter {
  /**
   * `attributes` with each value that exceeds the bound of its key folded into `other`. Where
   * nothing was folded, the same attributes are the same object each time, not to be changed.
   */
  limit(attributes: Attributes): Attributes;
  /** The text of attributes ({@link attributesText}), remembered for those that `limit` gave. */
  text(attributes: Attributes): string;
}

/** Options of {@link createAttributeLimiter}. */
export interface AttributeLimiterOptions {
  /** Different values of one attribute that stay as they are: the first that many. */
  readonly bound: number;
  /** Called for each folded value; `first` when its attribute reached the bound just now. */
  readonly onFold: (attribute: string, first: boolean) => void;
}

/**
 * A limiter that remembers the values seen of each attribute, over all metrics: a value that is
 * folded on one metric is folded on every metric, so that they can still be joined.
 */
export function createAttributeLimiter(options: AttributeLimiterOptions): AttributeLimiter {
  const seen = new Map<string, Set<unknown>>();
  const reached = new Set<string>();
  const known = new Map<string, Attributes>();
  const texts = new WeakMap<Attributes, string>();

  const fits = (key: string, value: unknown): boolean => {
    let values = seen.get(key);
    if (values === undefined) {
      values = new Set();
      seen.set(key, values);
    }
    if (values.has(value)) return true;
    if (values.size >= options.bound) return false;
    values.add(value);
    return true;
  };

  return {
    limit(attributes) {
      const text = attributesText(attributes);
      const same = known.get(text);
      if (same !== undefined) return same;
      let limited = attributes;
      for (const key in attributes) {
        const value = attributes[key];
        if (value === undefined || value === FOLDED_VALUE || fits(key, value)) continue;
        if (limited === attributes) limited = { ...attributes };
        limited[key] = FOLDED_VALUE;
        options.onFold(key, !reached.has(key));
        reached.add(key);
      }
      if (limited === attributes) {
        if (known.size >= MAX_KNOWN) known.clear();
        known.set(text, attributes);
        texts.set(attributes, text);
      }
      return limited;
    },
    text: (attributes) => texts.get(attributes) ?? attributesText(attributes),
  };
}
