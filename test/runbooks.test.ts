import { FAULTS } from '@agent-vitals/demo/faults';
import { expect, test } from 'vitest';
import { runbooks } from './system/runbooks.js';

const NAMES: ReadonlySet<string> = new Set(FAULTS.map(({ name }) => name));

test.each(runbooks)(
  'the runbook $name says how to cause its alert, by what there is',
  ({ text }) => {
    const [, how = ''] = text.split('\n## Try it\n');
    // A fault, a command or a setting; or the test in which it fires, where it needs days.
    expect(how).toMatch(/`[^`]+`/);
    const faults = [...text.matchAll(/vitals fault ([a-z][a-z-]*)/g)].map(([, name]) => name!);
    expect(faults.filter((name) => name !== 'clear' && !NAMES.has(name))).toEqual([]);
  },
);

test('every fault of the demo is how to cause some alert', () => {
  const told = runbooks.map(({ text }) => text.split('\n## Try it\n')[1] ?? '').join('\n');
  for (const { name } of FAULTS) expect(told).toContain(`vitals fault ${name}\``);
});
