/**
 * Renders alertmanager/alertmanager.yml from vitals.yaml. With `--check` it writes nothing and
 * fails, naming the file if it differs from its source.
 */
import { join } from 'node:path';
import { generate } from '@agent-vitals/config';
import { renderRoutes } from './routes.js';

const ok = generate({
  root: join(import.meta.dirname, '../..'),
  render: (config) => [{ path: 'alertmanager/alertmanager.yml', content: renderRoutes(config) }],
  check: process.argv.includes('--check'),
  report: (message) => process.stderr.write(`${message}\n`),
});
process.exitCode = ok ? 0 : 1;
