import { join } from 'node:path';
import { loadVitalsConfig } from '@agent-vitals/config';
import { expect, test } from 'vitest';
import type { Firing } from './alert-event.js';
import type { ExposedCall } from './effects.js';
import { FAULT_KINDS } from './faults/fault-kinds.js';
import { judge } from './judgement.js';
import type { Fault, Scene } from './scenes/scene.js';

const config = loadVitalsConfig(join(import.meta.dirname, '../../../vitals.yaml'));

const fault: Fault = {
  kind: FAULT_KINDS.find(({ name }) => name === 'agent fails')!,
  severity: 'critical',
  team: 'delivery-0',
  profile: 'busy',
  hours: 'busy',
  item: 'writer',
  effects: { agentErrors: 1 },
  startMs: 600_000,
  endMs: 1_200_000,
};
const scene: Scene = {
  name: 'test',
  faults: [fault],
  world: { startMs: 0, endMs: 3_600_000, faults: [], teams: [] },
};

const firing = (second: number, labels: Readonly<Record<string, string>> = {}): Firing => ({
  startMs: second * 1000,
  endMs: Infinity,
  value: 1,
  labels: {
    alertname: 'AgentErrorRatioHigh',
    severity: 'critical',
    component: 'agents',
    service_name: 'delivery-0',
    item: 'writer',
    ...labels,
  },
});

const failedAt = (...seconds: readonly number[]): readonly ExposedCall[] =>
  seconds.map((second) => ({ atMs: second * 1000, suffered: true }));

const judged = (...firings: readonly Firing[]): ReturnType<typeof judge> =>
  judge(scene, firings, new Map([[fault, failedAt(601, 603, 609, 611)]]), config);

test('a fault is detected by its alert about its item, and the time counts from its beginning', () => {
  const { firings, detections } = judged(firing(620), firing(700));
  expect(firings.map((each) => each.fault)).toEqual([fault, fault]);
  expect(detections).toEqual([{ fault, seconds: 20, anySeconds: 20, evidentSeconds: 9 }]);
});

test('a warning does not detect a critical fault, but is right', () => {
  const { firings, detections } = judged(firing(620, { severity: 'warning' }));
  expect(firings[0]?.fault).toBe(fault);
  expect(detections).toEqual([{ fault, seconds: undefined, anySeconds: 20, evidentSeconds: 9 }]);
});

test('an alert about what depends on the component of a fault is right and detects nothing', () => {
  const { firings, detections } = judged(
    firing(620, { alertname: 'ApiErrorRatioHigh', component: 'apis', item: 'POST /' }),
  );
  expect(firings[0]?.fault).toBe(fault);
  expect(detections[0]?.seconds).toBeUndefined();
});

test.each([
  ['before the fault', firing(599)],
  ['long after it', firing(1801)],
  ['of another team', firing(620, { service_name: 'delivery-1' })],
  ['about another item', firing(620, { item: 'reader' })],
  [
    'about what the fault depends on',
    firing(620, { alertname: 'DatabaseSlow', component: 'database' }),
  ],
])('an alert is false that is %s', (_, wrong) => {
  expect(judged(wrong).firings[0]?.fault).toBeUndefined();
});

test('what always fires is no alert about anything', () => {
  expect(judged(firing(620, { severity: 'none' })).firings).toEqual([]);
});

test('a fault of which too few calls failed was not evident', () => {
  const { detections } = judge(scene, [], new Map([[fault, failedAt(601, 603)]]), config);
  expect(detections[0]?.evidentSeconds).toBeUndefined();
});

test('a fault is evident once a larger part of its calls failed than its line', () => {
  const served = (...seconds: readonly number[]): readonly ExposedCall[] =>
    failedAt(...seconds).map((call) => ({ ...call, suffered: false }));
  const evidentAfter = (calls: readonly ExposedCall[]): number | undefined =>
    judge(scene, [], new Map([[fault, calls]]), config).detections[0]?.evidentSeconds;
  const twelve = served(...Array.from({ length: 12 }, (_, i) => 601 + i));
  expect(config.thresholds.agents['errorRatio']?.critical).toBe(0.2);
  expect(evidentAfter([...twelve, ...failedAt(620, 630, 640)])).toBeUndefined();
  expect(evidentAfter([...twelve, ...failedAt(620, 630, 640, 650)])).toBe(50);
});

test('a fault that slows is evident once its calls took longer than its line, as a mean', () => {
  const slow: Fault = {
    ...fault,
    kind: FAULT_KINDS.find(({ name }) => name === 'agent slow')!,
    effects: { agentSlow: 5 },
  };
  const evidentAfter = (...times: readonly (number | undefined)[]): number | undefined => {
    const calls = times.map((each, index) => ({
      atMs: slow.startMs + 10_000 * (index + 1),
      suffered: true,
      times: each,
    }));
    const { detections } = judge(
      { ...scene, faults: [slow] },
      [],
      new Map([[slow, calls]]),
      config,
    );
    return detections[0]?.evidentSeconds;
  };
  expect(config.thresholds.agents['slowdown']?.critical).toBe(4);
  expect(evidentAfter(5, 5)).toBeUndefined();
  expect(evidentAfter(5, 5, 5)).toBe(30);
  expect(evidentAfter(3, 4, 3)).toBeUndefined();
  expect(evidentAfter(3, 3, 3, 8)).toBe(40);
  expect(evidentAfter(undefined, undefined, undefined)).toBeUndefined();
});
