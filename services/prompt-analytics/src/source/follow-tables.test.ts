import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import type { NamedFact } from '../fact.js';
import { openFactStore, type FactStore } from '../store/fact-store.js';
import { analyticsFile, analyticsFolder, FILES, TABLES } from '../testing/analytics-system.js';
import { createTableFollower } from './follow-tables.js';
import type { PromptMapping } from './prompt-names.js';

interface Follower {
  readonly read: () => Promise<void>;
  readonly facts: NamedFact[];
  readonly told: Record<string, unknown>[];
}

function follow(
  folder: string,
  store: FactStore = openFactStore(':memory:'),
  mapping: PromptMapping = {},
): Follower {
  const facts: NamedFact[] = [];
  const told: Record<string, unknown>[] = [];
  const tell = (about: unknown): void => void told.push(about as Record<string, unknown>);
  const follower = createTableFollower({
    folder,
    mapping,
    store: {
      ...store,
      add: (given, read) => {
        const added = store.add(given, read);
        facts.push(...added);
        return added;
      },
    },
    log: { warn: tell, info: tell },
  });
  return { read: () => follower.read(), facts, told };
}

/** A file of quality measurements, to which some can be added. */
function qualityFile(folder: string, name: string = FILES.analytics) {
  const database = analyticsFile(
    folder,
    name,
    TABLES.performance,
    TABLES.cost,
    TABLES.quality,
    TABLES.recommendations,
  );
  return { database, measure: (...scores: readonly number[]) => measure(database, ...scores) };
}

function measure(database: DatabaseSync, ...scores: readonly number[]): void {
  const insert = database.prepare(
    `INSERT INTO quality_metrics (prompt_id, overall_quality, timestamp, created_at)
     VALUES ('7', ?, '2026-07-01T14:00:03.5', '2026-07-01 12:00:04')`,
  );
  for (const score of scores) insert.run(score);
}

const scores = (facts: readonly NamedFact[]): unknown[] =>
  facts.map(({ values }) => values['overall_quality']);

test('what the analytics system writes is read once, under the name and version of its prompt', async () => {
  const folder = analyticsFolder();
  const { database, measure: add } = qualityFile(folder);
  const templates = analyticsFile(folder, FILES.templates, TABLES.prompts);
  templates.exec(
    `INSERT INTO stored_prompts (id, agent_type, version) VALUES (7, 'code_generator', 'v3')`,
  );
  const { read, facts } = follow(folder);
  add(0.8);
  database.exec(`INSERT INTO cost_metrics (prompt_id, total_cost, model_used, timestamp, created_at)
    VALUES ('7', '0.25', 'gemini-2.5-pro', '2026-07-01T12:00:00', '2026-07-01 12:00:00')`);
  await read();
  await read();
  expect(facts).toEqual([
    {
      key: expect.stringContaining('analytics.db/cost_metrics'),
      kind: 'measurement',
      source: 'analytics.db/cost_metrics',
      promptId: '7',
      promptName: 'code_generator',
      promptVersion: 'v3',
      at: Date.parse('2026-07-01T12:00:00Z'),
      values: { total_cost: 0.25 },
      words: { model_used: 'gemini-2.5-pro' },
    },
    expect.objectContaining({
      values: { overall_quality: 0.8 },
      at: Date.parse('2026-07-01T12:00:03.5Z'),
    }),
  ]);
  add(0.9);
  await read();
  expect(scores(facts.slice(2))).toEqual([0.9]);
});

test('vitals.yaml may name a prompt otherwise', async () => {
  const folder = analyticsFolder();
  qualityFile(folder).measure(0.8);
  const templates = analyticsFile(folder, FILES.templates, TABLES.prompts);
  templates.exec(`INSERT INTO stored_prompts (id, agent_type, version) VALUES (7, 'coder', 'v3')`);
  const named = async (mapping: PromptMapping): Promise<unknown[]> => {
    const { read, facts } = follow(folder, openFactStore(':memory:'), mapping);
    await read();
    return facts.map(({ promptName, promptVersion }) => [promptName, promptVersion]);
  };
  expect(await named({ coder: 'code-generator' })).toEqual([['code-generator', 'v3']]);
  expect(await named({ 7: { name: 'writer', version: '2' } })).toEqual([['writer', '2']]);
  expect(await named({})).toEqual([['coder', 'v3']]);
});

test('after a restart it goes on where it left off', async () => {
  const folder = analyticsFolder();
  const { measure: add } = qualityFile(folder);
  const file = join(folder, 'store.sqlite');
  add(0.1, 0.2);
  const first = openFactStore(file);
  await follow(folder, first).read();
  first.close();
  add(0.3);
  const second = openFactStore(file);
  const { read, facts } = follow(folder, second);
  await read();
  expect(scores(facts)).toEqual([0.3]);
  expect(second.count()).toBe(3);
  second.close();
});

test('a file that takes the name of another is read from its beginning, what both hold once', async () => {
  const folder = analyticsFolder();
  const { database, measure: add } = qualityFile(folder);
  add(0.1, 0.2, 0.3);
  const { read, facts } = follow(folder);
  await read();
  database.close();
  const other = qualityFile(folder, 'other.db');
  other.measure(0.1, 0.25);
  other.database.close();
  renameSync(join(folder, 'other.db'), join(folder, FILES.analytics));
  await read();
  expect(scores(facts)).toEqual([0.1, 0.2, 0.3, 0.25]);
});

test('rows that are numbered anew after all were deleted are read', async () => {
  const folder = analyticsFolder();
  const { database, measure: add } = qualityFile(folder);
  add(0.1, 0.2);
  const { read, facts } = follow(folder);
  await read();
  database.exec('DELETE FROM quality_metrics');
  await read();
  add(0.4);
  await read();
  expect(scores(facts)).toEqual([0.1, 0.2, 0.4]);
});

test('old rows may be deleted, and those that are read already do not count again', async () => {
  const folder = analyticsFolder();
  const { database, measure: add } = qualityFile(folder);
  add(0.1, 0.2, 0.3);
  const { read, facts } = follow(folder);
  await read();
  database.exec('DELETE FROM quality_metrics WHERE id = 3');
  add(0.4, 0.5);
  await read();
  expect(scores(facts)).toEqual([0.1, 0.2, 0.3, 0.4, 0.5]);
});

test('an optimisation is an event when it is applied, and another when it is rolled back', async () => {
  const folder = analyticsFolder();
  const database = analyticsFile(folder, FILES.optimization, TABLES.optimizations);
  // What tells that its clock is two hours ahead of UTC.
  qualityFile(folder).measure(0.5);
  const { read, facts } = follow(folder);
  await read();
  facts.length = 0;
  database.exec(`INSERT INTO optimizations (optimization_id, prompt_id, cost_reduction, status, created_at)
    VALUES ('o-1', '7', 12.5, 'proposed', '2026-07-01T13:30:00')`);
  await read();
  expect(facts).toEqual([]);
  database.exec(`UPDATE optimizations SET status = 'applied', applied_at = '2026-07-01T14:00:00'`);
  await read();
  await read();
  database.exec(
    `UPDATE optimizations SET status = 'rolled_back', rolled_back_at = '2026-07-02T14:00:00'`,
  );
  await read();
  expect(facts.map(({ at, words }) => [new Date(at).toISOString(), words['event']])).toEqual([
    ['2026-07-01T12:00:00.000Z', 'applied'],
    ['2026-07-02T12:00:00.000Z', 'rolled back'],
  ]);
});

test('what cannot be read is told once with file, table and reason, and the rest goes on', async () => {
  const folder = analyticsFolder();
  const database = analyticsFile(
    folder,
    FILES.analytics,
    TABLES.cost,
    'CREATE TABLE quality_metrics (prompt_id TEXT, overall_quality REAL, created_at TEXT)',
  );
  database.exec(`INSERT INTO quality_metrics VALUES ('7', 0.5, '2026-07-01 12:00:00'),
    (NULL, 0.6, '2026-07-01 12:00:00'), ('7', 'good', '2026-07-01 12:00:00'), ('7', 0.7, 'soon')`);
  analyticsFile(folder, FILES.quality);
  writeFileSync(join(folder, FILES.quality), 'this is no database at all, but text');
  const { read, facts, told } = follow(folder);
  for (let i = 0; i < 3; i += 1) await read();
  expect(scores(facts)).toEqual([0.5]);
  expect(told.map(({ file, table, reason }) => [file, table, reason])).toEqual([
    [FILES.templates, undefined, 'is not there'],
    [FILES.analytics, 'performance_metrics', 'is not there'],
    [FILES.analytics, 'quality_metrics', 'a row has no prompt_id'],
    [
      FILES.analytics,
      'quality_metrics',
      expect.stringContaining('a row has none of clarity_score'),
    ],
    [FILES.analytics, 'quality_metrics', 'created_at of a row holds no time: "soon"'],
    [FILES.analytics, 'optimization_recommendations', 'is not there'],
    [FILES.quality, undefined, expect.stringContaining('not a database')],
    [FILES.optimization, undefined, 'is not there'],
  ]);
  database.exec(TABLES.performance);
  await read();
  expect(told.at(-1)).toMatchObject({ table: 'performance_metrics' });
});

test('a file that is locked is read once it is free, and nothing is lost', async () => {
  const folder = analyticsFolder();
  const database = analyticsFile(folder, FILES.analytics, TABLES.quality);
  database.exec('PRAGMA journal_mode = DELETE');
  measure(database, 0.1);
  const { read, facts } = follow(folder);
  database.exec('BEGIN EXCLUSIVE');
  await read();
  expect(facts).toEqual([]);
  database.exec('COMMIT');
  await read();
  expect(scores(facts)).toEqual([0.1]);
});

test('nothing is lost or read twice while another process writes', async () => {
  const folder = analyticsFolder();
  const { database } = qualityFile(folder);
  database.close();
  const script = `
    const { DatabaseSync } = require('node:sqlite');
    const database = new DatabaseSync(process.argv[1], { timeout: 5000 });
    database.exec('PRAGMA synchronous = OFF');
    const insert = database.prepare("INSERT INTO quality_metrics (prompt_id, overall_quality, timestamp, created_at) VALUES ('7', ?, '2026-07-01T12:00:00', '2026-07-01 12:00:00')");
    for (let i = 1; i <= 1000; i += 1) insert.run(i);`;
  const writer = spawn(process.execPath, ['-e', script, join(folder, FILES.analytics)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(writer, 'exit').then(([code]) => code as number);
  const { read, facts, told } = follow(folder);
  let rounds = 0;
  while (writer.exitCode === null) {
    await read();
    rounds += 1;
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await ended).toBe(0);
  await read();
  expect(rounds).toBeGreaterThan(3);
  expect(scores(facts)).toEqual(Array.from({ length: 1000 }, (_, index) => index + 1));
  expect(told.filter(({ table }) => table === 'quality_metrics')).toEqual([]);
});
