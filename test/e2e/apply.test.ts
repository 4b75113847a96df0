import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStack, type Stack } from '@agent-vitals/stack';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { getJson } from '../system/http.js';
import { cacheDir, root } from '../system/system.js';
import { runVitals } from '../system/vitals-command.js';

let dataDir: string;
let stack: Stack;
let vitalsYaml: string;
let env: Record<string, string>;

const shipped = readFileSync(join(root, 'vitals.yaml'), 'utf8');

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'vitals-test-'));
  vitalsYaml = join(dataDir, 'vitals.yaml');
  writeFileSync(vitalsYaml, shipped);
  stack = await createStack({
    root,
    dataDir,
    cacheDir,
    ports: 'free',
    demo: false,
    vitalsConfig: vitalsYaml,
    env: process.env as Record<string, string>,
  });
  env = {
    ...Object.fromEntries(Object.entries(stack.ports).map(([name, port]) => [name, String(port)])),
    VITALS_DATA_DIR: dataDir,
    VITALS_CONFIG: vitalsYaml,
    TEAM_LEAD_HOOK: 'no address',
  };
  await stack.start();
});
beforeEach(() => writeFileSync(vitalsYaml, shipped));
afterAll(async () => {
  await stack?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Runs `vitals apply` on what is shipped but for one change. */
async function apply(from: string, to: string): Promise<{ code: number | null; said: string }> {
  expect(shipped).toContain(from);
  writeFileSync(vitalsYaml, shipped.replace(from, to));
  const command = runVitals(['apply'], env);
  const code = await command.ended;
  return { code, said: command.output() };
}

async function criticalDuration(): Promise<string | undefined> {
  const { data } = await getJson<{
    data: {
      groups: { rules: { name: string; query: string; labels?: { severity?: string } }[] }[];
    };
  }>(stack.urls.prometheus, '/api/v1/rules', { type: 'alert' });
  return data.groups
    .flatMap(({ rules }) => rules)
    .find(({ name, labels }) => name === 'AgentDurationHigh' && labels?.severity === 'critical')
    ?.query;
}

async function routes(): Promise<string> {
  const { config } = await getJson<{ config: { original: string } }>(
    stack.urls.alertmanager,
    '/api/v2/status',
  );
  return config.original;
}

it('gives new thresholds and routes to the running stack', async () => {
  expect(await criticalDuration()).toContain('vitals:agents_duration_p95:now > 60)');
  const threshold = await apply(
    'durationP95: { warning: 30, critical: 60, weight: 2 }',
    'durationP95: { warning: 30, critical: 45, weight: 2 }',
  );
  expect(threshold, threshold.said).toMatchObject({ code: 0 });
  expect(await criticalDuration()).toContain('vitals:agents_duration_p95:now > 45)');
  const level = await apply('afterMinutes: 5, ', 'afterMinutes: 7, ');
  expect(level, level.said).toMatchObject({ code: 0 });
  expect(await routes()).toContain('group_wait: 7m');
});

it('says which line is wrong, and leaves everything as it was', async () => {
  const [query, config] = [await criticalDuration(), await routes()];
  const { code, said } = await apply('afterMinutes: 5, ', 'afterMinutes: -5, ');
  expect(code).toBe(1);
  expect(said).toMatch(/vitals\.yaml:\d+:\d+: escalation\.critical\.1\.afterMinutes: .*-5/);
  expect([await criticalDuration(), await routes()]).toEqual([query, config]);
});

it('has amtool look at what the schema cannot know', async () => {
  const config = await routes();
  const { code, said } = await apply(
    'team-lead: { email: [team-lead@example.com] }',
    "team-lead: { webhook: { url: '${env:TEAM_LEAD_HOOK}' } }",
  );
  expect(code, said).toBe(1);
  expect(said).toContain('Nothing was changed.');
  expect(await routes()).toBe(config);
});
