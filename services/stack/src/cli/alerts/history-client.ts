import type { AlertAnswer } from '@agent-vitals/alert-history/answers';
import { urlAt } from '../../ports.js';
import type { Settings } from '../../settings.js';
import { StackError } from '../../stack-error.js';

/** What the commands ask of the alert history. */
export interface HistoryClient {
  /** Alerts that are not resolved, the newest first. @throws {StackError} */
  open(): Promise<readonly AlertAnswer[]>;
  /** @throws {StackError} there is no such alert, or it is over, or somebody else has taken it on */
  acknowledge(
    id: string,
    acknowledgement: { readonly by: string; readonly comment: string },
  ): Promise<AlertAnswer>;
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

  return {
    open: async () =>
      (await ask<{ alerts: readonly AlertAnswer[] }>('alerts?state=open&limit=500')).alerts,
    acknowledge: (id, acknowledgement) =>
      ask(`alerts/${encodeURIComponent(id)}/acknowledgement`, {
        method: 'POST',
        body: JSON.stringify(acknowledgement),
      }),
  };
}
