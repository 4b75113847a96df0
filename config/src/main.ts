/**
 * Renders vitals.schema.json, the schema of vitals.yaml for editors. With `--check` it writes
 * nothing and fails when the file differs from its source.
 */
import { join } from 'node:path';
import { generate } from './generated.js';
import { renderJsonSchema } from './json-schema.js';

const ok = generate({
  root: join(import.meta.dirname, '../..'),
  render: () => [{ path: 'vitals.schema.json', content: renderJsonSchema() }],
  check: process.argv.includes('--check'),
  report: (message) => process.stderr.write(`${message}\n`),
});
process.exitCode = ok ? 0 : 1;
