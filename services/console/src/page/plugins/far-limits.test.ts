import { expect, it } from 'vitest';
import { limitsFor } from './far-limits.js';

const steps = [
  { value: 30, name: 'warning' },
  { value: 120, name: 'critical' },
];

it('draws the limits that the lines come near to, and says the others', () => {
  expect(limitsFor({ steps }, 12, { unit: 'seconds' })).toEqual({
    drawn: { steps: [steps[0]] },
    said: 'critical at 2m',
  });
});

it('draws all of a ratio, and all where everything is 0', () => {
  expect(limitsFor({ steps }, 0.01, { unit: 'percent-decimal' }).drawn).toEqual({ steps });
  expect(limitsFor({ steps }, 0, { unit: 'seconds' }).drawn).toEqual({ steps });
});
