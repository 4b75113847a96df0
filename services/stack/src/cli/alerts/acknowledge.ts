import { userInfo } from 'node:os';
import type { AlertReference, IncidentAcknowledgement } from '@agent-vitals/alert-history/answers';
import pc from 'picocolors';
import type { Settings } from '../../settings.js';
import { StackError } from '../../stack-error.js';
import { print } from '../print.js';
import { createHistoryClient, type HistoryClient } from './history-client.js';
import { oneLine } from './render.js';

/** What Alertmanager and its mails call an alert; a number has fewer digits. */
const FINGERPRINT = /^[0-9a-f]{16}$/;

const CONSEQUENCE = 'nobody further is told, for 24 hours at most.';

/** Who takes an alert on, what they say, and whether all of its incident. */
interface AcknowledgeOptions {
  /** Default: the user's name. */
  readonly by?: string;
  readonly comment?: string;
  readonly incident?: boolean;
}

/**
 * Takes an alert on, or all that fire of its incident.
 * @param name its number, or its fingerprint, which means the newest time that it fired
 * @returns the exit code: 1 where nothing was taken on
 * @throws {StackError} it cannot be taken on; the message says why
 */
export async function acknowledgeAlert(
  settings: Settings,
  name: string,
  { by = userInfo().username, comment = '', incident = false }: AcknowledgeOptions,
): Promise<number> {
  const client = createHistoryClient(settings);
  const id = FINGERPRINT.test(name) ? await newest(client, name) : name;
  if (incident) {
    const outcome = await client.acknowledgeIncident(id, { by, comment });
    for (const line of renderIncident(outcome)) print(line);
    return outcome.acknowledged.length > 0 ? 0 : 1;
  }
  const alert = await client.acknowledge(id, { by, comment });
  print(
    `${pc.green('✓')} ${pc.bold(alert.name)} ${oneLine(alert.item)} is acknowledged by ${oneLine(by)}: ${CONSEQUENCE}`,
  );
  return 0;
}

async function newest(client: HistoryClient, fingerprint: string): Promise<string> {
  const alert = await client.newest(fingerprint);
  if (alert !== undefined) return String(alert.id);
  throw new StackError(
    `The history does not know the alert ${fingerprint}: it learns of one within seconds, and forgets what is older than vitals.yaml keeps.`,
  );
}

/** What became of an incident's alerts, a line for each. */
function renderIncident({ acknowledged, refused }: IncidentAcknowledgement): readonly string[] {
  return [
    ...acknowledged.map((alert) => `${pc.green('✓')} ${nameOf(alert)}`),
    ...refused.map(({ alert, reason }) => `${pc.red('✗')} ${nameOf(alert)}: ${oneLine(reason)}`),
    countOf(acknowledged),
  ];
}

const nameOf = ({ name, item }: AlertReference): string =>
  `${pc.bold(name)} ${oneLine(item)}`.trimEnd();

function countOf([first, ...others]: IncidentAcknowledgement['acknowledged']): string {
  if (first === undefined) return 'Nothing was acknowledged.';
  const count = others.length === 0 ? '1 alert' : `${others.length + 1} alerts`;
  return `${count} about ${oneLine(first.incident.title)} acknowledged: ${CONSEQUENCE}`;
}
