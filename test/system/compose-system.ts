import { execFileSync } from 'node:child_process';
import { freePorts, urlsOf, type StackUrls } from '@agent-vitals/stack';
import {
  DockerComposeEnvironment,
  Wait,
  type StartedDockerComposeEnvironment,
} from 'testcontainers';
import { root } from './checkout.js';

/** The compose files that the images at hand fit, by commas; set where tests run in containers. */
export const composeFiles: readonly string[] | undefined =
  process.env['VITALS_TEST_COMPOSE_FILES']?.split(',');

/** The Compose project of a test run: what else runs on the engine is left alone. */
export const PROJECT: string = `vitals-test-${process.pid}`;

/** The system in containers. */
export interface ComposeSystem {
  readonly urls: StackUrls;
  /** What makes the `vitals` command work on it. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs `docker compose` with these words; what it prints. */
  compose(...args: readonly string[]): string;
  /** Starts it again after `down`. */
  up(): Promise<void>;
  /** Removes the containers and networks; the volumes stay. */
  down(): Promise<void>;
  /** Removes the volumes too. */
  remove(): Promise<void>;
}

/**
 * Brings the compose file up on free ports; resolves when each container is healthy.
 * @param files relative to the checkout
 * @param variables what the compose file takes from the environment
 * @throws {Error} a container did not become healthy
 */
export async function startCompose(
  files: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<ComposeSystem> {
  const ports = await freePorts();
  const environment = {
    ...Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)])),
    ...variables,
  };
  const running = Wait.forAll([]);
  let started: StartedDockerComposeEnvironment;
  const up = async (): Promise<void> => {
    started = await new DockerComposeEnvironment(root, [...files])
      .withProjectName(PROJECT)
      .withEnvironment(environment)
      // Its cleaner is an image that may not be had; `remove` cleans up.
      .withAutoCleanup(false)
      .withDefaultWaitStrategy(Wait.forHealthCheck())
      // These have nothing to ask; those that send to them wait.
      .withWaitStrategy('collector-1', running)
      .withWaitStrategy('host-metrics-1', running)
      .withWaitStrategy('demo-load-1', running)
      .withStartupTimeout(240_000)
      .up();
  };
  await up();
  const named = files.flatMap((file) => ['-f', file]);
  return {
    urls: urlsOf(ports),
    env: {
      ...environment,
      COMPOSE_FILE: files.join(':'),
      COMPOSE_PROJECT_NAME: PROJECT,
      VITALS_MODE: 'compose',
    },
    compose: (...args) =>
      execFileSync('docker', ['compose', '-p', PROJECT, ...named, ...args], {
        cwd: root,
        encoding: 'utf8',
        env: { ...process.env, ...environment },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    up,
    down: async () => void (await started.down({ removeVolumes: false })),
    remove: async () => void (await started.down({ removeVolumes: true })),
  };
}
