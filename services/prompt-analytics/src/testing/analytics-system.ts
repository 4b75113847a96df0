import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { onTestFinished } from 'vitest';

/** The tables of the analytics system, as it makes them. */
export const TABLES = {
  performance: `CREATE TABLE performance_metrics (
    id INTEGER PRIMARY KEY, prompt_id TEXT, response_time REAL, token_count INTEGER, success_rate REAL,
    error_rate REAL, user_satisfaction REAL, timestamp TEXT, metadata TEXT,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP)`,
  cost: `CREATE TABLE cost_metrics (
    id INTEGER PRIMARY KEY, prompt_id TEXT, input_tokens INTEGER, output_tokens INTEGER, total_cost REAL,
    cost_per_request REAL, model_used TEXT, timestamp TEXT, metadata TEXT,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP)`,
  quality: `CREATE TABLE quality_metrics (
    id INTEGER PRIMARY KEY, prompt_id TEXT, clarity_score REAL, relevance_score REAL,
    completeness_score REAL, consistency_score REAL, overall_quality REAL, timestamp TEXT, metadata TEXT,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP)`,
  recommendations: `CREATE TABLE optimization_recommendations (
    id INTEGER PRIMARY KEY, prompt_id TEXT, recommendation_type TEXT, description TEXT,
    expected_improvement REAL, confidence_score REAL, implementation_effort TEXT, priority TEXT,
    status TEXT, timestamp TEXT, metadata TEXT, created_at TEXT DEFAULT CURRENT_TIMESTAMP)`,
  assessments: `CREATE TABLE quality_assessments (
    id INTEGER PRIMARY KEY, prompt_id TEXT, overall_score REAL, quality_level TEXT, dimension_scores TEXT,
    strengths TEXT, weaknesses TEXT, improvement_priority TEXT, assessment_date TEXT)`,
  optimizations: `CREATE TABLE optimizations (
    optimization_id TEXT PRIMARY KEY, prompt_id TEXT, optimization_type TEXT, improvement_score REAL,
    performance_gain REAL, cost_reduction REAL, confidence_score REAL, status TEXT, created_at TEXT,
    applied_at TEXT, rolled_back_at TEXT)`,
  prompts: `CREATE TABLE stored_prompts (
    id INTEGER PRIMARY KEY, agent_type TEXT, prompt_text TEXT, created_at TEXT, version TEXT,
    is_active INTEGER)`,
} as const;

/** Files of the analytics system. */
export const FILES = {
  analytics: 'prompts/analytics/analytics.db',
  quality: 'prompts/analytics/prompt_quality.db',
  optimization: 'prompts/optimization/optimization.db',
  templates: 'prompts/prompt_templates.db',
} as const;

/** A folder of it, which is empty and is deleted after the test. */
export function analyticsFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vitals-analytics-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Opens a file of it for writing, as it does, with tables; closed after the test. */
export function analyticsFile(
  folder: string,
  file: string,
  ...tables: readonly string[]
): DatabaseSync {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path);
  database.exec('PRAGMA journal_mode = WAL');
  for (const table of tables) database.exec(table);
  onTestFinished(() => {
    if (database.isOpen) database.close();
  });
  return database;
}
