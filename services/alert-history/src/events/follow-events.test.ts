import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAlertQueries } from '../store/alert-queries.js';
import { openAlertStore, type AlertStore } from '../store/alert-store.js';
import { createEventFollower, type EventFollowerOptions } from './follow-events.js';

/** What a real Alertmanager recorded: one alert resolved, one inhibited for a while, one silenced for a while. */
const RECORDED = readFileSync(join(import.meta.dirname, '../../testdata/events.jsonl'), 'utf8');

let folder: string;
let file: string;
let store: AlertStore;
let warnings: object[];
let added: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'events-'));
  file = join(folder, 'events.jsonl');
  store = openAlertStore(join(folder, 'alerts.sqlite'));
  warnings = [];
  added = 0;
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

const follower = (options: Partial<EventFollowerOptions> = {}): { read(): Promise<void> } =>
  createEventFollower({
    file,
    store,
    onAdded: (events) => (added += events.length),
    log: { warn: (fields: object) => void warnings.push(fields) },
    ...options,
  });

const alerts = (): object[] =>
  createAlertQueries(store.database)
    .list({ limit: 100 })
    .map(({ name, state, notifications, acknowledgedBy, receivers }) => ({
      name,
      state,
      notifications,
      acknowledgedBy,
      receivers,
    }));

const WHOLE_STORY = [
  { name: 'Err', state: 'firing', notifications: 2, acknowledgedBy: 'ann', receivers: ['w', 'l2'] },
  { name: 'Slow', state: 'firing', notifications: 2, acknowledgedBy: null, receivers: ['w', 'l2'] },
  {
    name: 'DbDown',
    state: 'resolved',
    notifications: 2,
    acknowledgedBy: null,
    receivers: ['w', 'l2'],
  },
];

test('tells the story of each alert that Alertmanager recorded [A5]', async () => {
  writeFileSync(file, RECORDED);
  await follower().read();
  expect(alerts()).toEqual(expect.arrayContaining(WHOLE_STORY));
  expect(alerts()).toHaveLength(3);
  const queries = createAlertQueries(store.database);
  const [resolved] = queries.list({ name: 'DbDown', limit: 1 });
  expect(queries.story(resolved!).map(({ kind }) => kind)).toEqual([
    'fired',
    'notified',
    'notified',
    'resolved',
    'notified-resolved',
    'notified-resolved',
  ]);
});

test('waits for a file that is not there yet', async () => {
  const waiting = follower();
  await waiting.read();
  writeFileSync(file, RECORDED);
  await waiting.read();
  expect(alerts()).toHaveLength(3);
});

test('goes on where it left off, in the middle of a line, and after a restart', async () => {
  const middle = Math.floor(RECORDED.length / 2);
  writeFileSync(file, RECORDED.slice(0, middle));
  await follower().read();
  const before = added;
  store.close();
  store = openAlertStore(join(folder, 'alerts.sqlite'));
  appendFileSync(file, RECORDED.slice(middle));
  await follower().read();
  expect(alerts()).toEqual(expect.arrayContaining(WHOLE_STORY));
  expect(before).toBeGreaterThan(0);
  expect(added).toBeGreaterThan(before);
});

test('what comes twice, or in another order, changes nothing [A5]', async () => {
  writeFileSync(file, RECORDED);
  await follower().read();
  const once = added;
  appendFileSync(file, `${RECORDED.trim().split('\n').reverse().join('\n')}\n`);
  await follower().read();
  expect(added).toBe(once);
  expect(alerts()).toEqual(expect.arrayContaining(WHOLE_STORY));

  const backwards = openAlertStore(':memory:');
  writeFileSync(file, `${RECORDED.trim().split('\n').reverse().join('\n')}\n`);
  await follower({ store: backwards }).read();
  const states = createAlertQueries(backwards.database).list({ limit: 9 });
  expect(new Map(states.map(({ name, state }) => [name, state]))).toEqual(
    new Map([
      ['Err', 'firing'],
      ['Slow', 'firing'],
      ['DbDown', 'resolved'],
    ]),
  );
  backwards.close();
});

test('skips what cannot be read, and says where and why', async () => {
  writeFileSync(file, `nonsense\n{"@timestamp":"yesterday","data":{}}\n${RECORDED}`);
  await follower().read();
  expect(alerts()).toHaveLength(3);
  expect(warnings).toEqual([
    expect.objectContaining({ file, line: 'nonsense', reason: expect.stringMatching(/^no JSON/) }),
    expect.objectContaining({ reason: expect.stringMatching(/^@timestamp: /) }),
  ]);
});

test('puts a large file aside, reads what still goes to it, and deletes it once it is quiet', async () => {
  let now = Date.now();
  const rotating = follower({ rotateBytes: 1000, clock: () => now });
  const lines = RECORDED.trim().split('\n');
  writeFileSync(file, `${lines.slice(0, 10).join('\n')}\n`);
  await rotating.read();
  expect(existsSync(file)).toBe(false);
  // Alertmanager writes a last line to the file that it has open, then to a new one.
  appendFileSync(`${file}.old`, `${lines[10]}\n`);
  writeFileSync(file, `${lines.slice(11).join('\n')}\n`);
  await rotating.read();
  expect(existsSync(`${file}.old`)).toBe(true);
  now += 60_000;
  await rotating.read();
  expect(alerts()).toEqual(expect.arrayContaining(WHOLE_STORY));
});
