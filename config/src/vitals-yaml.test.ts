import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { INDICATORS } from './indicators.js';

const shipped = readFileSync(join(import.meta.dirname, '../../vitals.yaml'), 'utf8');

it.each(Object.values(INDICATORS))(
  'vitals.yaml says what $component.$name is, and its defaults',
  ({ name, title, unit, description, weight, thresholds: { warning, critical } }) => {
    const entry = `    # ${title} (${unit}). ${description}\n    ${name}: { warning: ${warning}, critical: ${critical}, weight: ${weight} }\n`;
    expect(shipped.includes(entry), entry).toBe(true);
  },
);
