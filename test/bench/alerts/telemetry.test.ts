import { expect, test } from 'vitest';
import { createTelemetry, type Source } from './telemetry.js';

test('a series begins when it is first used, and again after its source has started anew', () => {
  const lines: string[] = [];
  const telemetry = createTelemetry((line) => lines.push(line));
  const source: Source = { name: 'app', labels: { instance: 'a' }, reportedMs: 1000 };
  const calls = telemetry.series({ source, kind: 'counter', name: 'calls_total' });
  telemetry.report(source, 11_000);
  calls.add(2);
  calls.add(1);
  telemetry.report(source, 21_000);
  telemetry.restart(source, 25_000, { instance: 'b' });
  calls.add(4);
  telemetry.report(source, 31_000);
  expect(lines).toEqual([
    'T app 11000',
    'D 1 c app 11001 - {"__name__":"calls_total","instance":"a"}',
    '+ 1 2',
    '+ 1 1',
    'T app 21000',
    'E 1',
    'D 2 c app 25001 - {"__name__":"calls_total","instance":"b"}',
    '+ 2 4',
    'T app 31000',
  ]);
});
