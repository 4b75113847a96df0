import { chmodSync, chownSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadVitalsConfig } from '@agent-vitals/config';
import { retentionVariables, type Environment } from '../environment.js';
import { writeConfig } from '../program-config.js';
import { alertmanager } from '../programs/alertmanager.js';
import { prometheus } from '../programs/prometheus.js';
import { StackError } from '../stack-error.js';
import { createPassword } from './password.js';
import { configReaders, grafanaUser, volumeOwners } from './volumes.js';

/** What {@link setUp} works on. */
export interface SetupOptions {
  /** Holds the folders `prometheus` and `alertmanager` of the checkout. */
  readonly source: string;
  /** Holds a volume for the configuration of each program that it is written for. */
  readonly config: string;
  /** The volume that generated passwords are kept in. */
  readonly secrets: string;
  /** Holds a folder for each volume of data; those that are not mounted are left out. */
  readonly volumes: string;
  /** Path of vitals.yaml. */
  readonly vitalsConfig: string;
  /** The name of the machine whose metrics are published. */
  readonly hostName: string;
  /** The variables that all programs of the stack are given. */
  readonly env: Environment;
  readonly print: (line: string) => void;
  /** Gives a file or folder to a user; by default what the system does. */
  readonly chown?: (path: string, user: number, group: number) => void;
}

/**
 * Prepares the volumes before the containers start: gives each to the user of its image, writes the
 * configuration of the programs that cannot expand `${env:NAME}`, and generates Grafana's password.
 * @throws {StackError} vitals.yaml and the environment disagree, or a variable is missing
 */
export function setUp(options: SetupOptions): void {
  const { env, print, chown = chownSync } = options;
  checkRetention(loadVitalsConfig(options.vitalsConfig).retentionDays, env);

  for (const { volume, user, group, mode } of volumeOwners) {
    const folder = join(options.volumes, volume);
    if (!existsSync(folder)) continue;
    chown(folder, user, group);
    chmodSync(folder, mode);
  }

  for (const { name, config } of [prometheus, alertmanager]) {
    if (config === undefined) continue;
    // Inside the volume, which is a mount and cannot be made afresh itself.
    const folder = join(options.config, name, name);
    writeConfig(config, options.source, folder, env);
    const reader = configReaders[name as keyof typeof configReaders];
    for (const path of ['.', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) {
      chown(join(folder, path), reader, reader);
    }
    chmodSync(folder, 0o700);
  }
  // No newline: the Collector puts the text into a statement as it is.
  writeFileSync(join(options.config, 'host', 'host-name'), options.hostName);

  const passwordFile = join(options.secrets, 'grafana-admin-password');
  const password = createPassword(passwordFile);
  chown(passwordFile, grafanaUser, grafanaUser);
  if (password !== undefined) {
    print(`Grafana's user is admin, its password ${password} — shown this once, and kept in the`);
    print(
      'volume "secrets": docker compose exec grafana cat /run/agent-vitals/grafana-admin-password',
    );
  }
}

/** Loki and Jaeger take the retention from the environment, Prometheus and the history from vitals.yaml. */
function checkRetention(days: number, env: Environment): void {
  const wanted = retentionVariables(days);
  for (const [name, value] of Object.entries(wanted)) {
    if (env[name] === value) continue;
    throw new StackError(
      `vitals.yaml keeps data for ${days} days, but ${name} is ${env[name] ?? 'not set'}. ` +
        `Set in .env: ${Object.entries(wanted)
          .map((entry) => entry.join('='))
          .join(' ')}`,
    );
  }
}
