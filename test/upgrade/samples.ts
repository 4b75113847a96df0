import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStack, type Stack } from '@agent-vitals/stack';
import { cacheDir, root } from '../system/checkout.js';
import type { Questions, StackAnswers } from '../system/stack-answers.js';

/** A backup that some version has written, and what that version answered. */
export interface Sample {
  /** The version, and how the stack ran. */
  readonly name: string;
  readonly archive: string;
  readonly questions: Questions;
  readonly answers: StackAnswers;
}

/** Kept so long that no sample grows too old: the most that vitals.yaml allows. */
const RETENTION_DAYS = 3650;

const FOLDER = join(root, 'test/upgrade/samples');

/** The path of a sample's archive. */
export const archiveOf = (name: string): string => join(FOLDER, `${name}.tar.zst`);

/** Every sample, the oldest first. */
export function readSamples(): readonly Sample[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Omit<Sample, 'archive'>)
    .map((sample) => ({ ...sample, archive: archiveOf(sample.name) }));
}

/** Keeps what was answered, beside the archive. */
export function writeSample({ archive, ...sample }: Sample): void {
  writeFileSync(`${archive.replace('.tar.zst', '')}.json`, `${JSON.stringify(sample)}\n`);
}

/** A stack that has a sample's data, or will have it. */
export interface SampleStack extends Stack {
  /** What makes the `vitals` command work on it. */
  readonly env: Readonly<Record<'VITALS_DATA_DIR' | 'VITALS_CONFIG', string>>;
  /** Stops it, and deletes its data. */
  remove(): Promise<void>;
}

/** A stack without the demo that keeps data for as long as samples need it; not started yet. */
export async function createSampleStack(): Promise<SampleStack> {
  const folder = mkdtempSync(join(tmpdir(), 'vitals-sample-'));
  const dataDir = join(folder, 'data');
  const vitalsConfig = join(folder, 'vitals.yaml');
  writeFileSync(vitalsConfig, longRetention());
  const stack = await createStack({
    root,
    dataDir,
    cacheDir,
    ports: 'free',
    demo: false,
    vitalsConfig,
    env: process.env as Record<string, string>,
  });
  return {
    ...stack,
    env: { VITALS_DATA_DIR: dataDir, VITALS_CONFIG: vitalsConfig },
    async remove() {
      await stack.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function longRetention(): string {
  const shipped = readFileSync(join(root, 'vitals.yaml'), 'utf8');
  return shipped.replace(/^retentionDays: \d+$/m, `retentionDays: ${RETENTION_DAYS}`);
}
