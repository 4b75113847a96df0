import { Problem } from '@agent-vitals/http';
import type { Acknowledgement, Acknowledger } from '../alertmanager/acknowledge.js';
import { AlertmanagerError } from '../alertmanager/alertmanager-client.js';
import type { AlertQueries } from '../store/alert-queries.js';
import type { AlertRow } from '../store/alert-row.js';
import { incidentOf } from '../store/incident.js';
import { findAlert } from './find-alert.js';

/** What became of the alerts of an incident. */
interface Outcome {
  readonly acknowledged: readonly AlertRow[];
  readonly refused: readonly { readonly alert: AlertRow; readonly reason: string }[];
}

/** Takes alerts on and gives them back, by their numbers; one that is so already stays so. */
export interface Acknowledgements {
  /** @throws {Problem} there is no such alert, it is over, or somebody else has it. @throws {AlertmanagerError} */
  give(id: string, acknowledgement: Acknowledgement): Promise<void>;
  /**
   * The alert, and all of its incident that fire. Alertmanager silences one alert at a time, so
   * each is taken on by itself: one that cannot be does not stop the others.
   * @throws {Problem} there is no such alert
   * @throws {AlertmanagerError} none could be taken on, since Alertmanager is away or refuses
   */
  giveIncident(id: string, acknowledgement: Acknowledgement): Promise<Outcome>;
  /** @throws {Problem} there is no such alert, or what hides it was made elsewhere. @throws {AlertmanagerError} */
  withdraw(id: string, by: string): Promise<void>;
}

/** Creates it. */
export function createAcknowledgements(options: {
  readonly queries: Pick<AlertQueries, 'find' | 'open'>;
  readonly acknowledger: Pick<Acknowledger, 'acknowledge' | 'withdraw'>;
}): Acknowledgements {
  const { queries, acknowledger } = options;
  /** Two clicks at once make one silence. */
  const underWay = new Map<string, Promise<void>>();
  const alone = async (id: string, work: () => Promise<void>): Promise<void> => {
    const before = underWay.get(id) ?? Promise.resolve();
    const mine = before.catch(() => undefined).then(work);
    underWay.set(id, mine);
    try {
      await mine;
    } finally {
      if (underWay.get(id) === mine) underWay.delete(id);
    }
  };

  const give: Acknowledgements['give'] = (id, acknowledgement) =>
    alone(id, async () => {
      const alert = findAlert(queries, id);
      if (isTakenOn(alert, acknowledgement.by)) return;
      await acknowledger.acknowledge(alert, acknowledgement);
    });

  const ofIncident = (named: AlertRow): readonly AlertRow[] => {
    const { key } = incidentOf(named.labels);
    const others = queries
      .open()
      .filter(({ state, labels }) => state !== 'inhibited' && incidentOf(labels).key === key);
    return [named, ...others.filter(({ id }) => id !== named.id)];
  };

  return {
    give,
    async giveIncident(id, acknowledgement) {
      const attempts = await Promise.all(
        ofIncident(findAlert(queries, id)).map(async (alert) => ({
          id: String(alert.id),
          error: await reasonAgainst(give(String(alert.id), acknowledgement)),
        })),
      );
      const failed = attempts.find(({ error }) => error instanceof AlertmanagerError)?.error;
      if (failed && attempts.every(({ error }) => error !== undefined)) throw failed;
      return {
        acknowledged: attempts
          .filter(({ error }) => error === undefined)
          .map((attempt) => findAlert(queries, attempt.id)),
        refused: attempts.flatMap(({ id: each, error }) =>
          error === undefined
            ? []
            : [{ alert: findAlert(queries, each), reason: sentenceOf(error) }],
        ),
      };
    },
    withdraw: (id, by) =>
      alone(id, async () => {
        const alert = findAlert(queries, id);
        refuseForeign(alert);
        if (alert.silence !== null) await acknowledger.withdraw(alert, by);
      }),
  };
}

/** The messages of errors without a full stop are made to be gone on with. */
const sentenceOf = ({ message }: Error): string =>
  message.endsWith('.') ? message : `${message}.`;

/** Why an alert could not be taken on; undefined where it could. Other errors are thrown. */
async function reasonAgainst(giving: Promise<void>): Promise<Error | undefined> {
  try {
    await giving;
    return undefined;
  } catch (error) {
    if (error instanceof Problem || error instanceof AlertmanagerError) return error;
    throw error;
  }
}

/** @throws {Problem} it cannot be taken on, since it is over, or somebody else has */
function isTakenOn({ state, acknowledgedBy, resolvedAt }: AlertRow, by: string): boolean {
  if (state === 'resolved') {
    throw new Problem(
      409,
      `The alert is resolved since ${new Date(resolvedAt ?? 0).toISOString()}.`,
    );
  }
  if (state !== 'acknowledged') return false;
  if (acknowledgedBy === by) return true;
  throw new Problem(409, `${acknowledgedBy} has acknowledged it; that is to be withdrawn first.`);
}

/** @throws {Problem} the silence was made elsewhere, and may hide more than this alert */
function refuseForeign({ state, silence, acknowledgedBy }: AlertRow): void {
  if (state !== 'acknowledged' || silence !== null) return;
  throw new Problem(
    409,
    `A silence of ${acknowledgedBy} that was made in Alertmanager hides it, and maybe others; it is ended there.`,
  );
}
