import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './system.js';

/** What the project's routes are rendered with. */
export interface RouteOptions {
  /** The text of a vitals.yaml. */
  readonly vitalsYaml: string;
  /** Where links of notifications lead. */
  readonly consoleUrl: string;
  /** Where mail is handed in, as `host:port`. Default: nowhere. */
  readonly smtp?: string;
}

/**
 * Renders the project's routes and templates into a folder, as the launcher does; they wait a
 * second or two where they would wait for minutes.
 * @returns the configuration of Alertmanager
 */
export function renderRoutes(folder: string, options: RouteOptions): string {
  const vitalsYaml = join(folder, 'vitals.yaml');
  writeFileSync(vitalsYaml, options.vitalsYaml);
  execFileSync(process.execPath, [
    join(root, 'alertmanager/dist/main.js'),
    `--config=${vitalsYaml}`,
    `--into=${folder}`,
  ]);
  const env: Readonly<Record<string, string>> = {
    VITALS_SMTP_ADDRESS: options.smtp ?? '127.0.0.1:25',
    VITALS_CONSOLE_URL: options.consoleUrl,
    VITALS_DATA_DIR: folder,
  };
  const expand = (text: string): string =>
    text.replaceAll(/\$\{env:(\w+)\}/g, (_, name: string) => env[name]!);
  const templates = join(root, 'alertmanager/templates');
  mkdirSync(join(folder, 'templates'));
  for (const name of readdirSync(templates)) {
    const text = readFileSync(join(templates, name), 'utf8');
    writeFileSync(join(folder, 'templates', name), expand(text));
  }
  return expand(readFileSync(join(folder, 'alertmanager/alertmanager.yml'), 'utf8'))
    .replaceAll(/group_wait: (5|30)s/g, 'group_wait: 1s')
    .replaceAll(/group_interval: .*/g, 'group_interval: 2s');
}
