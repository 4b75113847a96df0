import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { query } from './prometheus.js';
import { logLines } from './loki.js';
import { root, type System } from './system.js';

/** A page of what to do about one alert. */
export interface Runbook {
  /** The alert's name. */
  readonly name: string;
  readonly text: string;
}

/** A query that a runbook tells to ask. */
export interface RunbookQuery {
  readonly runbook: string;
  readonly language: 'promql' | 'logql';
  /** With placeholders, such as `SERVICE`. */
  readonly text: string;
}

/** Every runbook, by name. */
export const runbooks: readonly Runbook[] = globSync('runbooks/*.md', { cwd: root })
  .toSorted()
  .map((path) => ({ name: basename(path, '.md'), text: readFileSync(join(root, path), 'utf8') }));

/** Every query of every runbook. */
export const runbookQueries: readonly RunbookQuery[] = runbooks.flatMap(({ name, text }) =>
  [...text.matchAll(/```(promql|logql)\n(.*?)```/gs)].map(([, language, content]) => ({
    runbook: name,
    language: language as RunbookQuery['language'],
    text: content!.trim(),
  })),
);

/** What the placeholders stand for in the demo: labels of an alert about it. */
const DEMO: Readonly<Record<string, string>> = {
  SERVICE: 'demo-api',
  AGENT: 'code_generator',
  WORKFLOW: 'software_delivery',
  ENDPOINT: 'POST /v1/deliveries',
  PROMPT: 'code_generator',
};

/**
 * Asks a query of a runbook about the demo, and says whether it found anything.
 * @throws {Error} Prometheus or Loki refuses it
 */
export async function findsSomething(
  { prometheus, loki }: System['urls'],
  { language, text }: RunbookQuery,
): Promise<boolean> {
  const values = { ...DEMO, ...(text.includes('TRACE_ID') && { TRACE_ID: await aTrace(loki) }) };
  const asked = Object.entries(values).reduce(
    (filled, [placeholder, value]) => filled.replaceAll(`"${placeholder}"`, `"${value}"`),
    text,
  );
  if (language === 'logql') return (await logLines(loki, asked)).length > 0;
  // NaN is the answer of a mean of nothing.
  return (await query(prometheus, asked)).some(({ value }) => !Number.isNaN(value));
}

/** A trace that left a line in the log; empty while there is none. */
async function aTrace(loki: string): Promise<string> {
  const [line] = await logLines(loki, `{service_name="${DEMO['SERVICE']}"} | trace_id!=""`);
  return line?.labels['trace_id'] ?? '';
}
