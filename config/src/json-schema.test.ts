import { expect, it } from 'vitest';
import { renderJsonSchema } from './json-schema.js';

it('tells editors what vitals.yaml may hold, and that a mistyped key is none of it', () => {
  const schema = JSON.parse(renderJsonSchema()) as {
    additionalProperties: boolean;
    properties: Record<string, { properties?: Record<string, unknown> }>;
    required: string[];
  };
  expect(schema.additionalProperties).toBe(false);
  expect(schema.required).toEqual(['notifications']);
  expect(Object.keys(schema.properties['thresholds']?.properties ?? {})).toContain('agents');
  expect(Object.keys(schema.properties['escalation']?.properties ?? {})).toEqual([
    'warning',
    'critical',
  ]);
});
