import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { generate } from './generated.js';

const vitalsYaml = join(import.meta.dirname, '../../vitals.yaml');
let root: string;
let messages: string[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'generated-'));
  copyFileSync(vitalsYaml, join(root, 'vitals.yaml'));
  messages = [];
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const run = (content: string, check: boolean): boolean =>
  generate({
    root,
    render: () => [{ path: 'rules/a.yml', content }],
    check,
    report: (message) => messages.push(message),
  });
const written = (): string => readFileSync(join(root, 'rules/a.yml'), 'utf8');

test('writes what is missing or differs, and nothing else', () => {
  expect(run('new\n', false)).toBe(true);
  expect(written()).toBe('new\n');
  expect(run('new\n', false)).toBe(true);
  expect(messages).toEqual(['wrote rules/a.yml']);
});

test('a check fails naming the file that differs, and leaves it alone', () => {
  run('old\n', false);
  expect(run('new\n', true)).toBe(false);
  expect(written()).toBe('old\n');
  expect(messages.at(-1)).toBe('rules/a.yml differs from its source: run npm run generate');
  expect(run('old\n', true)).toBe(true);
});

test('a mistake in vitals.yaml fails with its line', () => {
  writeFileSync(join(root, 'vitals.yaml'), 'retentionDays: -1\n');
  expect(run('new\n', false)).toBe(false);
  expect(messages[0]).toContain('vitals.yaml:1:');
});
