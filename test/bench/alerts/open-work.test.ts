import { expect, test } from 'vitest';
import { createAgenda } from './agenda.js';
import { createInstruments } from './instruments.js';
import { createOpenWork } from './open-work.js';
import { createTelemetry } from './telemetry.js';

const setUp = () => {
  const lines: string[] = [];
  const agenda = createAgenda(0);
  const telemetry = createTelemetry((line) => lines.push(line));
  const instruments = createInstruments(telemetry, { name: 'app', labels: {}, reportedMs: 0 });
  const counts = (): readonly string[] => lines.filter((line) => line.startsWith('= '));
  return { agenda, counts, openWork: createOpenWork({ agenda, instruments }) };
};
const labels = { gen_ai_agent_name: 'writer' };

test('what has begun is counted until it has ended', () => {
  const { agenda, counts, openWork } = setUp();
  openWork.during('activeInvocations', labels, 1000, 4000);
  openWork.during('activeInvocations', labels, 2000, 3000);
  agenda.until(5000);
  expect(counts()).toEqual(['= 1 1', '= 1 2', '= 1 1', '= 1 0']);
});

test('what hangs is open until nothing is wrong any more, and then ends once', () => {
  const { agenda, counts, openWork } = setUp();
  const ended: number[] = [];
  openWork.hang(
    'activeInvocations',
    labels,
    1000,
    (atMs) => atMs < 18_000,
    (atMs) => ended.push(atMs),
  );
  agenda.until(18_000);
  expect(counts()).toEqual(['= 1 1']);
  agenda.until(60_000);
  expect(counts()).toEqual(['= 1 1', '= 1 0']);
  expect(ended).toEqual([21_000]);
});
