import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './system.js';

/** Where mail is handed in, and where its links lead. */
export interface MailRoute {
  /** As `host:port`. */
  readonly smtp: string;
  readonly consoleUrl: string;
}

/** Three people in turn, so that what an escalated mail says can be seen. */
const VITALS_YAML = `notifications:
  email: { to: [oncall@example.com], from: agent-vitals@example.com }
  receivers: { lead: { email: [lead@example.com] } }
escalation:
  critical:
    - { receivers: [email] }
    - { afterMinutes: 0.1, receivers: [lead] }
`;

/**
 * Renders the project's routes and templates into a folder, as the launcher does; they wait a
 * second or two where they would wait for minutes.
 * @returns the configuration of Alertmanager
 */
export function renderMailRoute(folder: string, { smtp, consoleUrl }: MailRoute): string {
  const vitalsYaml = join(folder, 'vitals.yaml');
  writeFileSync(vitalsYaml, VITALS_YAML);
  execFileSync(process.execPath, [
    join(root, 'alertmanager/dist/main.js'),
    `--config=${vitalsYaml}`,
    `--into=${folder}`,
  ]);
  const env: Readonly<Record<string, string>> = {
    VITALS_SMTP_ADDRESS: smtp,
    VITALS_CONSOLE_URL: consoleUrl,
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
