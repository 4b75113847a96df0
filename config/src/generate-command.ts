import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { generate, type GenerateOptions } from './generated.js';

/**
 * The command that renders the files of a package, and writes those that differ. With `--check` it
 * writes nothing and fails, naming each file that differs from its source. `--config <file>` renders
 * another vitals.yaml, `--into <folder>` writes into another tree than the repository.
 */
export function runGenerate(render: GenerateOptions['render']): void {
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
    render,
    check: values.check,
    report: (message) => process.stderr.write(`${message}\n`),
  });
  process.exitCode = ok ? 0 : 1;
}
