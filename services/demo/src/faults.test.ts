import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFaultSwitch } from './fault-switch.js';
import { clearFault, FAULTS, faultsFile, readFaults, setFault } from './faults.js';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'faults-'));
  file = faultsFile(folder);
});

afterEach(() => rmSync(folder, { recursive: true }));

test('every fault says what breaks and what to expect', () => {
  for (const { name, description, expect: expected } of FAULTS) {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)+$/);
    expect(description).not.toBe('');
    expect(expected).not.toBe('');
  }
});

test('without a file no fault is on', () => {
  expect(readFaults(file)).toStrictEqual({ active: {}, unknown: [] });
});

test('a fault keeps the time at which it was first set', () => {
  setFault(file, 'db-slow', new Date(0));
  setFault(file, 'db-slow', new Date(1000));
  setFault(file, 'cpu-hog', new Date(2000));
  expect(readFaults(file).active).toStrictEqual({
    'db-slow': { since: '1970-01-01T00:00:00.000Z' },
    'cpu-hog': { since: '1970-01-01T00:00:02.000Z' },
  });
});

test('the last fault that is cleared takes the file with it', () => {
  setFault(file, 'db-slow');
  setFault(file, 'cpu-hog');
  clearFault(file, 'db-slow');
  expect(Object.keys(readFaults(file).active)).toStrictEqual(['cpu-hog']);
  clearFault(file, 'cpu-hog');
  expect(existsSync(file)).toBe(false);
});

test('clearing without a name clears all, even a file that cannot be read', () => {
  setFault(file, 'db-slow');
  writeFileSync(file, '{"db-slow":');
  expect(() => readFaults(file)).toThrow('delete it to clear all faults');
  clearFault(file);
  expect(readFaults(file).active).toStrictEqual({});
});

test('an unknown name is told apart and breaks nothing', () => {
  setFault(file, 'db-slow');
  writeFileSync(file, '{"db-slow":{"since":"now"},"disk-full":{"since":"now"}}');
  expect(readFaults(file)).toStrictEqual({
    active: { 'db-slow': { since: 'now' } },
    unknown: ['disk-full'],
  });
});

test('a switch follows the file and reports what it cannot use', async () => {
  const onChange = vi.fn<(name: string, active: boolean) => void>();
  const onProblem = vi.fn<(message: string) => void>();
  setFault(file, 'db-slow');
  const faults = createFaultSwitch(file, { intervalMs: 5, onChange, onProblem });
  expect(faults.active('db-slow')).toBe(true);

  setFault(file, 'cpu-hog');
  await vi.waitUntil(() => faults.active('cpu-hog'));
  writeFileSync(file, 'nonsense');
  await vi.waitUntil(() => onProblem.mock.calls.length === 1);
  expect(faults.active('cpu-hog')).toBe(true);
  writeFileSync(file, '{"disk-full":{"since":"now"}}');
  await vi.waitUntil(() => onProblem.mock.calls.length === 2);
  faults.close();

  expect(faults.active('cpu-hog')).toBe(false);
  expect(onProblem).toHaveBeenLastCalledWith(`${file}: no fault is called disk-full`);
  expect(onChange.mock.calls).toStrictEqual([
    ['db-slow', true],
    ['cpu-hog', true],
    ['db-slow', false],
    ['cpu-hog', false],
  ]);
});
