import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, type ProgramStatus } from '@agent-vitals/stack';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root } from '../system/checkout.js';
import { composeFiles, PROJECT } from '../system/compose-system.js';
import { getJson } from '../system/http.js';
import { runVitals } from '../system/vitals-command.js';
import { waitFor } from '../system/wait.js';

let dataDir: string;
let env: Record<string, string>;
let up: string;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'vitals-test-'));
  const ports = Object.entries(await freePorts()).map(([name, port]) => [name, String(port)]);
  env = {
    ...(Object.fromEntries(ports) as Record<string, string>),
    VITALS_DATA_DIR: dataDir,
    VITALS_DEMO_RATE: '0',
    COMPOSE_FILE: (composeFiles ?? []).join(':'),
    COMPOSE_PROJECT_NAME: PROJECT,
  };
  up = await vitals('up', '--detach', '--mode=auto');
});
afterAll(() => {
  execFileSync('docker', ['compose', 'down', '--volumes'], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'ignore',
  });
  rmSync(dataDir, { recursive: true, force: true });
});

/** Runs the command to its end; what it prints. */
async function vitals(...args: readonly string[]): Promise<string> {
  const command = runVitals(args, env);
  await command.ended;
  return command.output();
}

const status = async (): Promise<ProgramStatus[]> =>
  JSON.parse(await vitals('status', '--json')) as ProgramStatus[];

it('starts containers where an engine answers and the images are there, and says so', () => {
  expect(up).toContain('It runs in containers: a Docker engine answers');
  expect(up).toContain('Everything is ready');
  expect(up).toContain(`http://127.0.0.1:${env['VITALS_CONSOLE_PORT']}`);
});

it('tells what runs, and where', async () => {
  const programs = await status();
  expect(programs.length).toBeGreaterThan(12);
  for (const program of programs) {
    expect(program).toMatchObject({ mode: 'compose', state: 'ready' });
  }
  expect(programs.find(({ name }) => name === 'prometheus')).toMatchObject({
    version: 'v3.16.0',
    address: `http://127.0.0.1:${env['VITALS_PROMETHEUS_PORT']}`,
  });
});

it('shows the log of a container', async () => {
  expect(await vitals('logs', 'console')).toContain('"msg":"listening"');
});

it("reads the demo's prompt analytics database, which another container writes", async () => {
  const { measures } = await waitFor('what is known of the prompt', () =>
    getJson<{ measures: readonly object[] }>(
      `http://127.0.0.1:${env['VITALS_PROMPTS_PORT']}`,
      '/api/v1/prompts/requirements_analyst/comparison',
    ),
  );
  expect(measures).toContainEqual(
    expect.objectContaining({ measure: 'quality', verdict: 'better' }),
  );
});

it('switches the faults of the demo', async () => {
  expect(await vitals('fault', 'tool-errors')).toContain('tool-errors is on');
  expect(await vitals('fault', '--list')).toMatch(/● tool-errors/);
  expect(await vitals('fault', 'clear')).toContain('Cleared: tool-errors');
  expect(await vitals('fault', '--list')).not.toContain('●');
});

it('stops them, after which nothing runs with the data folder', async () => {
  expect(await vitals('stop')).toContain('Stopped in');
  expect(await status()).toEqual([]);
});
