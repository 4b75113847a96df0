import { z } from 'zod';
import { vitalsSchema } from './schema.js';

/** The schema of vitals.yaml for editors, which complete and check while one writes. */
export function renderJsonSchema(): string {
  const schema = z.toJSONSchema(vitalsSchema, { io: 'input', unrepresentable: 'any' });
  return `${JSON.stringify({ title: 'vitals.yaml of agent-vitals', ...schema }, undefined, 2)}\n`;
}
