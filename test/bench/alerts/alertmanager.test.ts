import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Firing } from './alert-event.js';
import { createAlertmanagerModel } from './alertmanager.js';

const model = createAlertmanagerModel(
  readFileSync(join(import.meta.dirname, '../../../alertmanager/alertmanager.yml'), 'utf8'),
);

const firing = (
  [startSeconds, endSeconds]: readonly [number, number],
  labels: Readonly<Record<string, string>>,
): Firing => ({
  startMs: startSeconds * 1000,
  endMs: endSeconds * 1000,
  value: 1,
  labels: {
    severity: 'critical',
    component: 'agents',
    service_name: 'shop',
    deployment_environment_name: 'production',
    ...labels,
  },
});

const agentFails = (
  times: readonly [number, number],
  item: string,
  severity = 'critical',
): Firing =>
  firing(times, { alertname: 'AgentErrorRatioHigh', indicator: 'errorRatio', item, severity });

/** Who is told of what, and after how many seconds. */
const told = (...firings: readonly Firing[]): readonly string[] =>
  model
    .notificationsOf(firings)
    .map(
      ({ atMs, receiver, firings: those }) =>
        `${atMs / 1000} s ${receiver}: ${those.map(({ labels }) => labels['item'] ?? labels['alertname']).join(', ')}`,
    );

test('what is wrong with one component of one service is told at once, and what joins it later', () => {
  expect(told(agentFails([0, 60], 'writer'), agentFails([3, 60], 'critic'))).toEqual([
    '5 s critical-1: writer, critic',
  ]);
  expect(told(agentFails([0, 90], 'writer'), agentFails([8, 90], 'critic'))).toEqual([
    '5 s critical-1: writer',
    '30 s critical-1: critic',
  ]);
});

test('what is over before it would be told is not told', () => {
  expect(told(agentFails([0, 4], 'writer'))).toEqual([]);
});

test('what lasts is told to the next levels, each alert by itself', () => {
  expect(told(agentFails([0, 1000], 'writer'))).toEqual([
    '5 s critical-1: writer',
    '300 s critical-2: writer',
    '900 s critical-3: writer',
  ]);
});

test('what is critical mutes the warning about the same thing, and no other', () => {
  expect(
    told(
      agentFails([0, 60], 'writer'),
      agentFails([0, 60], 'writer', 'warning'),
      agentFails([0, 60], 'critic', 'warning'),
    ),
  ).toEqual(['5 s critical-1: writer', '30 s warning-1: critic']);
});

test('what follows from a model that fails is muted while it does, of the same service', () => {
  const modelFails = firing([0, 100], {
    alertname: 'ModelErrorRatioHigh',
    component: 'models',
    item: 'openai/gpt',
  });
  const elsewhere = { ...agentFails([0, 60], 'reader') };
  expect(
    told(modelFails, agentFails([0, 140], 'writer'), {
      ...elsewhere,
      labels: { ...elsewhere.labels, service_name: 'other' },
    }),
  ).toEqual(['5 s critical-1: openai/gpt', '105 s critical-1: writer', '5 s critical-1: reader']);
});
