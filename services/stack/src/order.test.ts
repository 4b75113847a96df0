import { expect, test } from 'vitest';
import { levels, stopWithinMs } from './order.js';
import { portTable } from './port-table.js';
import { programs } from './programs/index.js';

const names = new Set(programs.map(({ name }) => name));

test('what a program needs comes in an earlier level', () => {
  const order = levels(programs).map((level) => level.map(({ name }) => name));
  expect(order).toEqual([
    ['loki', 'jaeger', 'prometheus', 'alertmanager', 'mailpit', 'demo-database', 'demo-models'],
    ['collector', 'console'],
    ['alert-history', 'demo-api'],
    ['health-score', 'prompt-analytics', 'demo-load'],
  ]);
});

test('a circle is named', () => {
  const circle = programs.map((program) =>
    program.name === 'loki' ? { ...program, after: ['demo-load'] } : program,
  );
  expect(() => levels(circle)).toThrow('wait for each other');
});

test('all stops within 15 s even when every program has to be killed', () => {
  const longest = levels(programs).map((level) => Math.max(...level.map(stopWithinMs)));
  expect(longest.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(14_000);
});

test('every need and every port belongs to a program', () => {
  for (const { after } of programs) for (const name of after) expect(names).toContain(name);
  for (const { program } of portTable) expect(names).toContain(program);
});
