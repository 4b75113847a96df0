import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { AgentOutcome } from '../agents/agent-runner.js';
import { PROMPTS, REGRESSION } from '../database/seed.js';
import { createRandom } from '../random.js';
import { openAnalyticsFiles } from './analytics-files.js';
import { forgetOldRows } from './forget-old-rows.js';
import { createAnalyticsRecorder } from './recorder.js';
import { type TableName, TABLES } from './tables.js';

const NOW = new Date('2026-07-01T12:00:00.250Z');
const LATER = new Date('2026-07-01T12:10:00.500Z');

const ANSWER: AgentOutcome = {
  agent: 'code_generator',
  promptVersion: 3,
  model: 'gpt-4.1',
  inputTokens: 3000,
  cachedTokens: 2000,
  outputTokens: 500,
  durationMs: 1250,
  content: 'All is done.',
};

function folderOfTest(): string {
  const folder = mkdtempSync(join(tmpdir(), 'demo-analytics-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

function record(folder: string, now = NOW) {
  const warn = vi.fn<(about: unknown) => void>();
  const recorder = createAnalyticsRecorder(folder, {
    random: createRandom(1),
    log: { warn },
    clock: () => now,
  });
  onTestFinished(() => recorder.close());
  return { recorder, warn };
}

/** What is in the files, to who reads them while they are written to. */
function read(folder: string, table: TableName, sql: string): Record<string, SQLOutputValue>[] {
  const database = new DatabaseSync(join(folder, TABLES[table].file), { readOnly: true });
  try {
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
}

const promptOf = (folder: string, name: string, version: number) =>
  read(
    folder,
    'stored_prompts',
    `SELECT * FROM stored_prompts WHERE agent_type = '${name}' AND version = '${version}'`,
  )[0];

const rowsOf = (folder: string, table: TableName, name: string, version: number) =>
  read(
    folder,
    table,
    `SELECT * FROM ${table} WHERE prompt_id = '${String(promptOf(folder, name, version)?.['id'])}'
     ORDER BY rowid`,
  );

const countAll = (folder: string): unknown[] =>
  (Object.keys(TABLES) as TableName[]).map(
    (table) => read(folder, table, `SELECT count(*) AS n FROM ${table}`)[0]?.['n'],
  );

const mean = (rows: readonly Record<string, SQLOutputValue>[], column: string): number =>
  rows.reduce((sum, row) => sum + Number(row[column]), 0) / rows.length;

test('an answer adds its performance and its cost, at the local time and in UTC', () => {
  const folder = folderOfTest();
  record(folder, NOW).recorder.close();
  record(folder, LATER).recorder.answered(ANSWER);
  const performance = rowsOf(folder, 'performance_metrics', 'code_generator', 3).at(-1);
  expect(performance).toMatchObject({
    prompt_id: String(promptOf(folder, 'code_generator', 3)?.['id']),
    response_time: 1.25,
    token_count: 3500,
    success_rate: 1,
    error_rate: 0,
    user_satisfaction: expect.closeTo(0.9, 0),
    created_at: '2026-07-01 12:10:00',
  });
  const timestamp = String(performance?.['timestamp']);
  expect(timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.500$/);
  // Without a zone, which is local to who reads it.
  expect(new Date(timestamp)).toStrictEqual(LATER);
  expect(rowsOf(folder, 'cost_metrics', 'code_generator', 3).at(-1)).toMatchObject({
    input_tokens: 3000,
    output_tokens: 500,
    total_cost: 0.007,
    cost_per_request: 0.007,
    model_used: 'gpt-4.1',
  });
});

test('an answer that failed is one, and users like less what fails or leaves things undone', () => {
  const folder = folderOfTest();
  const { recorder } = record(folder);
  recorder.answered({ ...ANSWER, content: undefined });
  recorder.answered({ ...ANSWER, content: 'TODO one\nTODO two\nTODO three' });
  const [failed, undone] = rowsOf(folder, 'performance_metrics', 'code_generator', 3).slice(-2);
  expect(failed).toMatchObject({ success_rate: 0, error_rate: 1 });
  expect(failed?.['user_satisfaction']).toBeLessThan(0.4);
  expect(undone).toMatchObject({ success_rate: 1 });
  expect(undone?.['user_satisfaction']).toBeLessThan(0.8);
});

test('a score adds its quality, and now and then an assessment in words', () => {
  const folder = folderOfTest();
  const { recorder } = record(folder);
  const evaluation = { name: 'review', prompt: { name: 'code_generator', version: '3' } };
  const before = rowsOf(folder, 'quality_assessments', 'code_generator', 3).length;
  for (let i = 0; i < 100; i++) recorder.evaluated({ ...evaluation, value: 0.5 });
  // Judged, and given no score.
  recorder.evaluated({ ...evaluation, label: 'approve' });
  const quality = rowsOf(folder, 'quality_metrics', 'code_generator', 3).slice(-100);
  expect(quality.every((row) => row['overall_quality'] === 0.5)).toBe(true);
  for (const dimension of ['clarity', 'relevance', 'completeness', 'consistency']) {
    expect(mean(quality, `${dimension}_score`)).toBeCloseTo(0.5, 1);
  }
  const assessments = rowsOf(folder, 'quality_assessments', 'code_generator', 3).slice(before);
  expect(assessments.length).toBeGreaterThan(1);
  expect(assessments.length).toBeLessThan(15);
  expect(assessments[0]).toMatchObject({
    overall_score: 0.5,
    quality_level: 'poor',
    strengths: '[]',
    weaknesses: '["clarity","relevance","completeness","consistency"]',
    improvement_priority: 'high',
  });
});

test('a past is made once, the same each time, and a second start goes on', () => {
  const [one, other] = [folderOfTest(), folderOfTest()];
  record(one).recorder.close();
  record(other).recorder.close();
  const all = 'SELECT * FROM cost_metrics';
  expect(read(one, 'cost_metrics', all)).toStrictEqual(read(other, 'cost_metrics', all));
  const counts = countAll(one);
  const { recorder } = record(one, LATER);
  expect(countAll(one)).toStrictEqual(counts);
  recorder.answered(ANSWER);
  const added = countAll(one).map((count, index) => Number(count) - Number(counts[index]));
  expect(added).toStrictEqual([0, 1, 1, 0, 0, 0, 0]);
});

test('in the past a version of requirements_analyst improved on the one before', () => {
  const folder = folderOfTest();
  record(folder);
  const of = (version: number) => ({
    quality: rowsOf(folder, 'quality_metrics', 'requirements_analyst', version),
    cost: rowsOf(folder, 'cost_metrics', 'requirements_analyst', version),
    performance: rowsOf(folder, 'performance_metrics', 'requirements_analyst', version),
  });
  const [older, newer] = [of(1), of(2)];
  for (const rows of [...Object.values(older), ...Object.values(newer)]) {
    expect(rows.length).toBeGreaterThanOrEqual(60);
  }
  const better = mean(newer.quality, 'overall_quality') - mean(older.quality, 'overall_quality');
  expect(better).toBeGreaterThan(0.1);
  expect(mean(newer.cost, 'cost_per_request')).toBeLessThan(
    0.7 * mean(older.cost, 'cost_per_request'),
  );
  expect(mean(newer.performance, 'user_satisfaction')).toBeGreaterThan(
    0.1 + mean(older.performance, 'user_satisfaction'),
  );
  const applied = rowsOf(folder, 'optimizations', 'requirements_analyst', 2)[0];
  expect(applied).toMatchObject({ status: 'applied', rolled_back_at: null });
  const appliedAt = String(applied?.['applied_at']);
  expect(String(older.cost.at(-1)?.['timestamp']) < appliedAt).toBe(true);
  expect(String(newer.cost[0]?.['timestamp']) > appliedAt).toBe(true);
  expect(read(folder, 'optimizations', 'SELECT status FROM optimizations')).toEqual([
    { status: 'applied' },
    { status: 'rolled_back' },
  ]);
});

test('the version of prompt-regression is stored when it occurs, beside one with a past', () => {
  const folder = folderOfTest();
  const { recorder } = record(folder);
  expect(rowsOf(folder, 'quality_metrics', 'code_generator', 3).length).toBeGreaterThan(60);
  expect(promptOf(folder, 'code_generator', 4)).toBeUndefined();
  recorder.answered({ ...ANSWER, promptVersion: REGRESSION.version });
  expect(promptOf(folder, 'code_generator', 4)).toMatchObject({
    id: PROMPTS.length + 1,
    prompt_text: REGRESSION.text,
    is_active: 1,
  });
  expect(promptOf(folder, 'code_generator', 3)).toMatchObject({ is_active: 0 });
  recorder.answered(ANSWER);
  expect(promptOf(folder, 'code_generator', 4)).toMatchObject({ is_active: 0 });
  expect(promptOf(folder, 'code_generator', 3)).toMatchObject({ is_active: 1 });
  expect(rowsOf(folder, 'cost_metrics', 'code_generator', 4)).toHaveLength(1);
});

test('a disk that cannot be written to makes nothing fail, and is told once', () => {
  const folder = join(folderOfTest(), 'a-file');
  writeFileSync(folder, '');
  const { recorder, warn } = record(folder);
  recorder.answered(ANSWER);
  recorder.evaluated({
    name: 'review',
    prompt: { name: 'code_generator', version: '3' },
    value: 1,
  });
  recorder.close();
  expect(warn).toHaveBeenCalledOnce();
});

test('nor does one that fails later', () => {
  const folder = folderOfTest();
  const { recorder, warn } = record(folder);
  const locking = new DatabaseSync(join(folder, TABLES.cost_metrics.file));
  locking.exec('BEGIN IMMEDIATE');
  for (let i = 0; i < 3; i++) recorder.answered(ANSWER);
  locking.close();
  expect(warn).toHaveBeenCalledOnce();
  recorder.answered(ANSWER);
  expect(rowsOf(folder, 'cost_metrics', 'code_generator', 3).at(-1)).toMatchObject({
    input_tokens: ANSWER.inputTokens,
  });
});

test('the newest rows of each prompt are kept', () => {
  const folder = folderOfTest();
  const { recorder } = record(folder);
  for (let i = 0; i < 5; i++)
    recorder.answered({ ...ANSWER, agent: 'test_generator', promptVersion: 1, inputTokens: i });
  const files = openAnalyticsFiles(folder, () => []);
  forgetOldRows(files, 3);
  files.close();
  const tokens = (name: string, version: number): unknown[] =>
    rowsOf(folder, 'cost_metrics', name, version).map((row) => row['input_tokens']);
  expect(tokens('test_generator', 1)).toStrictEqual([2, 3, 4]);
  expect(tokens('requirements_analyst', 1)).toHaveLength(3);
});
