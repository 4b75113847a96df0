import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { loadVitalsConfig } from '@agent-vitals/config';
import { retentionVariables } from '../environment.js';
import type { Settings } from '../settings.js';
import { StackError } from '../stack-error.js';
import { docker, type DockerAnswer, type DockerRun } from './docker.js';

/** The containers of docker-compose.yml. */
export interface ComposeProject {
  /** Runs `docker compose` with these words. */
  run(
    args: readonly string[],
    options?: Pick<DockerRun, 'timeoutMs' | 'shown'>,
  ): Promise<DockerAnswer>;
  /** Starts `docker compose` with these words, for one that wants to talk with it. */
  start(args: readonly string[]): ChildProcessWithoutNullStreams;
}

/** A service of the compose files, as Compose reads them. */
export interface ComposeService {
  readonly image: string;
  readonly build?: { readonly args?: { readonly NODE_IMAGE?: string } };
}

/** How long Compose may take to read its files, in milliseconds. */
const readWithinMs = 10_000;

/**
 * The services of a project, by name; those of profiles are left out.
 * @throws {StackError} the compose files cannot be read
 */
export async function servicesOf(
  project: ComposeProject,
): Promise<Readonly<Record<string, ComposeService>>> {
  const { code, stdout, stderr } = await project.run(['config', '--format', 'json'], {
    timeoutMs: readWithinMs,
  });
  if (code !== 0) throw new StackError(`docker-compose.yml cannot be read: ${stderr.trim()}`);
  return (JSON.parse(stdout) as { services: Record<string, ComposeService> }).services;
}

/**
 * The project of a checkout; `COMPOSE_FILE` names other files than its own, as Compose has it.
 * @param demo whether the demo belongs to it
 */
export function composeProject(settings: Settings, demo: boolean): ComposeProject {
  const { root, env } = settings;
  const own = ['docker-compose.yml', ...(demo ? ['docker-compose.override.yml'] : [])];
  const files = env['COMPOSE_FILE'] ? [] : own;
  const named = files.flatMap((file) => ['-f', join(root, file)]);
  const words = (args: readonly string[]): string[] => ['compose', ...named, ...args];
  return {
    run: (args, options) =>
      docker({ args: words(args), cwd: root, env: variables(settings), ...options }),
    start: (args) => spawn('docker', words(args), { cwd: root, env: variables(settings) }),
  };
}

/** What the compose files take from the environment. */
function variables(settings: Settings): Readonly<Record<string, string>> {
  const { env, ports, vitalsConfig } = settings;
  const { retentionDays } = loadVitalsConfig(vitalsConfig);
  return {
    ...env,
    ...Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)])),
    VITALS_CONFIG: vitalsConfig,
    ...retentionVariables(retentionDays),
    VITALS_HOST_NAME: env['VITALS_HOST_NAME'] ?? hostname(),
  };
}
