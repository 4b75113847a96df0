import { z } from 'zod';
import { fromHex, hexFingerprint } from './fingerprint.js';

/** Alertmanager did not answer, or answered with an error. */
export class AlertmanagerError extends Error {
  override readonly name = 'AlertmanagerError';
  /** Whether it was away, rather than against what it was asked. */
  readonly away: boolean;

  constructor(message: string, options: { readonly away: boolean; readonly cause?: unknown }) {
    super(message, { cause: options.cause });
    this.away = options.away;
  }
}

const activeAlerts = z.array(
  z.object({
    fingerprint: hexFingerprint,
    labels: z.record(z.string(), z.string()),
    annotations: z.record(z.string(), z.string()).default({}),
    startsAt: z.iso.datetime({ offset: true }),
    status: z.object({ silencedBy: z.array(z.string()).nullable().default([]) }),
  }),
);

/** An alert that is not resolved, as Alertmanager has it now. */
export interface ActiveAlert {
  /** As the event recorder writes it: a decimal number. */
  readonly fingerprint: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly startsAt: number;
  readonly silenced: boolean;
}

/** A silence for exactly one set of labels. */
interface NewSilence {
  readonly labels: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly startsAt: number;
  readonly endsAt: number;
  readonly createdBy: string;
  readonly comment: string;
}

/** What is asked of Alertmanager: https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml */
export interface AlertmanagerClient {
  /** @throws {AlertmanagerError} */
  activeAlerts(): Promise<readonly ActiveAlert[]>;
  /** When it was started, in milliseconds since 1970. @throws {AlertmanagerError} */
  startedAt(): Promise<number>;
  /** @returns the id of the silence. @throws {AlertmanagerError} */
  silence(silence: NewSilence): Promise<string>;
  /** Ends a silence now; one that has ended stays so. @throws {AlertmanagerError} */
  expire(silence: string): Promise<void>;
}

/**
 * Creates a client.
 * @param options.url such as `http://127.0.0.1:9093`
 * @param options.timeoutMs how long an answer may take. Default: 5000
 */
export function createAlertmanagerClient(options: {
  readonly url: string;
  readonly timeoutMs?: number;
}): AlertmanagerClient {
  const { url, timeoutMs = 5000 } = options;

  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    let response: Response;
    try {
      response = await fetch(`${url}/api/v2/${path}`, {
        ...init,
        signal: AbortSignal.timeout(timeoutMs),
      });
    } catch (cause) {
      throw new AlertmanagerError(`Alertmanager at ${url} does not answer`, { away: true, cause });
    }
    if (response.ok) return response;
    throw new AlertmanagerError(
      `Alertmanager answers ${path} with ${response.status}: ${(await response.text()).trim()}`,
      { away: response.status >= 500 },
    );
  };

  return {
    async activeAlerts() {
      const alerts = activeAlerts.parse(await (await ask('alerts')).json());
      return alerts.map(({ fingerprint, startsAt, status, labels, annotations }) => ({
        fingerprint: fromHex(fingerprint),
        labels,
        annotations,
        startsAt: Date.parse(startsAt),
        silenced: (status.silencedBy ?? []).length > 0,
      }));
    },
    async startedAt() {
      const { uptime } = z
        .object({ uptime: z.iso.datetime({ offset: true }) })
        .parse(await (await ask('status')).json());
      return Date.parse(uptime);
    },
    async silence({ labels, startsAt, endsAt, createdBy, comment }) {
      const response = await ask('silences', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          matchers: Object.entries(labels).map(([name, value]) => ({
            name,
            value,
            isRegex: false,
            isEqual: true,
          })),
          startsAt: new Date(startsAt).toISOString(),
          endsAt: new Date(endsAt).toISOString(),
          createdBy,
          comment,
        }),
      });
      return z.object({ silenceID: z.string() }).parse(await response.json()).silenceID;
    },
    async expire(silence) {
      try {
        await ask(`silence/${encodeURIComponent(silence)}`, { method: 'DELETE' });
      } catch (error) {
        // It has ended, or was never there: what was wanted is so.
        if (error instanceof AlertmanagerError && !error.away) return;
        throw error;
      }
    },
  };
}
