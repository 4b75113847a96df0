import { closeSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lastLines, openLog, rotateLog } from './log-file.js';
import { temporaryFolder } from './testing/temporary-folder.js';

test('a log that has grown too long moves aside while its writer goes on', () => {
  const file = join(temporaryFolder(), 'log/loki.log');
  const writer = openLog(file);
  writeSync(writer, 'old\n'.repeat(10));
  rotateLog(file, 100);
  expect(readFileSync(file, 'utf8')).toHaveLength(40);
  rotateLog(file, 20);
  writeSync(writer, 'new\n');
  expect(readFileSync(file, 'utf8')).toBe('new\n');
  expect(readFileSync(`${file}.1`, 'utf8')).toHaveLength(40);
  closeSync(writer);
});

test('the last lines of a long file are read without the rest', () => {
  const file = join(temporaryFolder(), 'loki.log');
  const writer = openLog(file);
  writeSync(writer, Array.from({ length: 20_000 }, (_, index) => `line ${index}\n`).join(''));
  closeSync(writer);
  expect(lastLines(file, 2)).toEqual(['line 19998', 'line 19999']);
  expect(lastLines(`${file}.none`, 2)).toEqual([]);
});
