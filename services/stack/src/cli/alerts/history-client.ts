import type { AlertAnswer, IncidentAcknowledgement } from '@agent-vitals/alert-history/answers';
import { urlAt } from '../../ports.js';
import type { Settings } from '../../settings.js';
import { StackError } from '../../stack-error.js';

/** Who takes something on, and what they say about it; that may be empty. */
interface Acknowledgement {
  readonly by: string;
  readonly comment: string;
}

/** What the commands ask of the alert history. */
export interface HistoryClient {
  /** Alerts that are not resolved, the newest first. @throws {StackError} */
  open(): Promise<readonly AlertAnswer[]>;
  /** The newest alert with a fingerprint; undefined where there is none. @throws {StackError} */
  newest(fingerprint: string): Promise<AlertAnswer | undefined>;
  /** @throws {StackError} there is no such alert, or it is over, or somebody else has taken it on */
  acknowledge(id: string, acknowledgement: Acknowledgement): Promise<AlertAnswer>;
  /** Takes an alert on, and all that fire of its incident. @throws {StackError} there is no such alert */
  acknowledgeIncident(
    id: string,
    acknowledgement: Acknowledgement,
  ): Promise<IncidentAcknowledgement>;
}

const TIMEOUT_MS = 10_000;

/** Creates a client of the stack's alert history. */
export function createHistoryClient({
  ports,
  env,
}: Pick<Settings, 'ports' | 'env'>): HistoryClient {
  const url = env['VITALS_HISTORY_URL'] || urlAt(ports.VITALS_HISTORY_PORT);
  const token = env['VITALS_HISTORY_TOKEN'];

  const ask = async <T>(path: string, init: RequestInit = {}): Promise<T> => {
    let response: Response;
    let answer: unknown;
    try {
      response = await fetch(`${url}/api/v1/${path}`, {
        ...init,
        headers: {
          ...(token && { authorization: `Bearer ${token}` }),
          ...(init.body && { 'content-type': 'application/json' }),
        },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      // What is no JSON comes from something else, such as a proxy.
      answer = await response.json();
    } catch (cause) {
      throw new StackError(
        `The alert history at ${url} does not answer; "vitals status" tells whether it runs.`,
        { cause },
      );
    }
    if (response.ok) return answer as T;
    throw new StackError((answer as { readonly detail: string }).detail);
  };

  const list = async (query: string): Promise<readonly AlertAnswer[]> =>
    (await ask<{ alerts: readonly AlertAnswer[] }>(`alerts?${query}`)).alerts;
  const post = <T>(id: string, path: string, body: object): Promise<T> =>
    ask(`alerts/${encodeURIComponent(id)}/${path}`, { method: 'POST', body: JSON.stringify(body) });

  return {
    open: () => list('state=open&limit=500'),
    newest: async (fingerprint) => (await list(`fingerprint=${fingerprint}&limit=1`))[0],
    acknowledge: (id, acknowledgement) => post(id, 'acknowledgement', acknowledgement),
    acknowledgeIncident: (id, acknowledgement) =>
      post(id, 'incident/acknowledgement', acknowledgement),
  };
}
