import type { Attributes } from '@opentelemetry/api';

/**
 * `attributes` as a text that is the same for the same attributes in any order: the SDK tells
 * series apart by this very text (`hashAttributes` of `@opentelemetry/sdk-metrics`).
 */
export function attributesText(attributes: Attributes): string {
  const keys = Object.keys(attributes);
  return keys.length === 0 ? '' : JSON.stringify(keys.sort().map((key) => [key, attributes[key]]));
}
