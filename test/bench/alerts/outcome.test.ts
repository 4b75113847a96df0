import { expect, test } from 'vitest';
import { firingsOf } from './alert-event.js';
import { accuracyOf, quantile } from './outcome.js';
import { faultScenes } from './scenes/fault-scenes.js';
import { pipelineScene } from './scenes/pipeline-scene.js';
import type { Fault } from './scenes/scene.js';
import type { JudgedFiring } from './judgement.js';

test('a quantile is one of the values', () => {
  const values = Array.from({ length: 20 }, (_, i) => i + 1).toReversed();
  expect(quantile(values, 0.5)).toBe(10);
  expect(quantile(values, 0.95)).toBe(19);
  expect(quantile([7], 0.95)).toBe(7);
  expect(quantile([], 0.5)).toBeUndefined();
});

test('an alert that fires twice is two firings, and what does not end fires on', () => {
  const labels = { alertname: 'A' };
  const at = (atMs: number, state: 'firing' | 'resolved') => ({ atMs, state, labels, value: 1 });
  expect(firingsOf([at(1, 'firing'), at(2, 'resolved'), at(3, 'firing')])).toMatchObject([
    { startMs: 1, endMs: 2 },
    { startMs: 3, endMs: Infinity },
  ]);
});

const faults = (seed: number): readonly Fault[] =>
  [...faultScenes(seed), pipelineScene(seed)].flatMap((scene) => scene.faults);

test('the faults are of at least 20 kinds and at least 200, and the same for a seed', () => {
  expect(faults(1).length).toBeGreaterThanOrEqual(200);
  expect(new Set(faults(1).map(({ kind }) => kind.name)).size).toBeGreaterThanOrEqual(20);
  expect(faults(1)).toStrictEqual(faults(1));
  expect(faults(1)).not.toStrictEqual(faults(2));
});

const firing = (of: Fault | undefined): JudgedFiring => ({
  startMs: 0,
  endMs: 1,
  labels: {},
  value: 1,
  fault: of,
});

const told = (firings: readonly JudgedFiring[]) => ({ atMs: 0, receiver: 'critical-1', firings });

test('a notification with one right alert is not false', () => {
  const [scene] = faultScenes(1);
  const fault = scene!.faults[0]!;
  const [right, wrong] = [firing(fault), firing(undefined)];
  const accuracy = accuracyOf([
    {
      scene: scene!,
      firings: [right, wrong],
      detections: [
        { fault, seconds: 20, anySeconds: 20, evidentSeconds: 0 },
        { fault, seconds: undefined, anySeconds: undefined, evidentSeconds: undefined },
        { fault, seconds: undefined, anySeconds: undefined, evidentSeconds: 0 },
      ],
      notifications: [told([right]), told([right, wrong]), told([wrong]), told([right])],
    },
  ]);
  expect(accuracy).toMatchObject({
    faults: 2,
    notEvident: 1,
    recall: 0.5,
    precision: 0.5,
    notifications: 4,
    falseNotifications: 1,
    falseShare: 0.25,
  });
});
