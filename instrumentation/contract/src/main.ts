/**
 * Renders the contract as JSON and as the table of the README. With `--check` it writes nothing
 * and fails, naming each file that differs from its source.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from '@agent-vitals/config';
import { renderDocument } from './document.js';
import { renderReadme } from './readme.js';

const root = join(import.meta.dirname, '../../..');
const README = 'instrumentation/README.md';
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const { dependencies } = JSON.parse(read('instrumentation/package.json')) as {
  readonly dependencies: Readonly<Record<string, string>>;
};

const ok = generate({
  root,
  render: () => [
    { path: 'instrumentation/contract.json', content: renderDocument() },
    { path: README, content: renderReadme(read(README), Object.keys(dependencies)) },
  ],
  check: process.argv.includes('--check'),
  report: (message) => process.stderr.write(`${message}\n`),
});
process.exitCode = ok ? 0 : 1;
