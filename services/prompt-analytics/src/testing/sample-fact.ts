import type { NamedFact } from '../fact.js';

/**
 * A score of version 3 of the prompt code_generator.
 * @param at when it was given, in milliseconds since 1970
 */
export const sampleFact = (key: string, at: number, more: Partial<NamedFact> = {}): NamedFact => ({
  key,
  kind: 'measurement',
  source: 'analytics.db/quality_metrics',
  promptId: '7',
  promptName: 'code_generator',
  promptVersion: '3',
  at,
  values: { overall_quality: 0.5 },
  words: {},
  ...more,
});
