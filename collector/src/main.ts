/**
 * Renders the Collector's configuration for other SDKs. With `--check` it writes nothing and
 * fails, naming each file that differs from its source.
 * `--config <file>` renders another vitals.yaml, `--into <folder>` writes into another tree.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { generate } from '@agent-vitals/config';
import { renderConfigFiles } from './config-files.js';

const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    config: { type: 'string' },
    into: { type: 'string' },
  },
});
const root = join(import.meta.dirname, '../..');

const ok = generate({
  root: values.into ?? root,
  vitalsYaml: values.config ?? join(root, 'vitals.yaml'),
  render: renderConfigFiles,
  check: values.check,
  report: (message) => process.stderr.write(`${message}\n`),
});
process.exitCode = ok ? 0 : 1;
