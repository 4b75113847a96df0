/**
 * Writes the dashboards' JSON, for Grafana and for the console. With `--check` it writes nothing
 * and fails, naming each file that differs from its source.
 */
import { join } from 'node:path';
import { generate } from '@agent-vitals/config';
import { renderDashboards } from './files.js';

const ok = generate({
  root: join(import.meta.dirname, '../..'),
  render: renderDashboards,
  check: process.argv.includes('--check'),
  report: (message) => process.stderr.write(`${message}\n`),
});
process.exitCode = ok ? 0 : 1;
