import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ProgramConfig } from './program.js';
import { checkConfig, expand, writeConfig } from './program-config.js';
import { mailpit } from './programs/mailpit.js';
import { temporaryFolder } from './testing/temporary-folder.js';

const config: ProgramConfig = {
  folder: 'alertmanager',
  include: ['alertmanager.yml', 'templates'],
  expand: true,
  check: () => ({ file: process.execPath, args: ['-e', ''] }),
};

function checkout(files: Readonly<Record<string, string>>): string {
  const root = temporaryFolder();
  mkdirSync(join(root, 'alertmanager/templates'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  return root;
}

test('variables are replaced; what looks similar is left alone', () => {
  const text = 'a: ${env:A}\nb: ${B} {{ $value }} $1 ${env:A}';
  expect(expand(text, { A: '$& x' }, 'f.yml')).toBe('a: $& x\nb: ${B} {{ $value }} $1 $& x');
});

test('a variable that is not set is told with its file and line', () => {
  expect(() => expand('a: 1\nb: ${env:NOPE}', {}, 'prometheus/prometheus.yml')).toThrow(
    'prometheus/prometheus.yml:2 refers to the variable NOPE, which the launcher does not set.',
  );
});

test('the folder is copied with its templates expanded, and holds nothing of an earlier start', () => {
  const root = checkout({
    'alertmanager/alertmanager.yml': 'smtp: ${env:SMTP}',
    'alertmanager/templates/mail.tmpl': '{{ define "x" }}${env:CONSOLE}{{ end }}',
  });
  const to = join(root, 'etc');
  mkdirSync(to);
  writeFileSync(join(to, 'old.yml'), '');
  writeConfig(config, root, to, { SMTP: '127.0.0.1:25', CONSOLE: 'http://c' });
  expect(readFileSync(join(to, 'alertmanager.yml'), 'utf8')).toBe('smtp: 127.0.0.1:25');
  expect(readFileSync(join(to, 'templates/mail.tmpl'), 'utf8')).toBe(
    '{{ define "x" }}http://c{{ end }}',
  );
  expect(() => readFileSync(join(to, 'old.yml'))).toThrow('ENOENT');
});

test('a program that rejects its configuration is quoted, with the file', async () => {
  const check = {
    file: process.execPath,
    args: ['-e', 'console.error("line 3: no"); process.exit(1)'],
  };
  const program = { ...mailpit, name: 'alertmanager', config: { ...config, check: () => check } };
  const context = { root: '/', dataDir: '/d', configDir: '/d/etc', env: {}, command: String };
  expect(await checkConfig(program, context, process.env)).toBe(
    'alertmanager rejects its configuration (alertmanager/alertmanager.yml, alertmanager/templates, ' +
      'as expanded in /d/etc):\n    line 3: no',
  );
});
