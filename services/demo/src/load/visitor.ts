import type { Logger } from 'pino';
import type { Random } from '../random.js';

/** Options of {@link createVisitor}. */
export interface VisitorOptions {
  /** Base URL of the demo's API. */
  readonly url: string;
  readonly random: Random;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  /** Ends the requests in progress. */
  readonly signal: AbortSignal;
}

/** Uses the API as its users would. */
export interface Visitor {
  /** Whether the API answers that it is ready. */
  readonly ready: () => Promise<boolean>;
  /** Asks for a delivery and waits for it. */
  readonly deliver: () => Promise<void>;
  /**
   * Looks something up; now and then something that is not there, or with a mistake. Sometimes
   * keeps a draft of a prompt.
   */
  readonly browse: () => Promise<void>;
}

const SUBJECTS = ['Orders', 'Invoices', 'Customers', 'Reports', 'Sessions', 'Products'] as const;
const WISHES = [
  'can be exported as CSV, with at most ten thousand rows at a time',
  'are searched by name and date, and the newest come first',
  'are deleted thirty days after their owner has left',
  'can be imported twice without being stored twice',
  'send a notification by mail when they change',
  'are shown only to those who have the permission to see them',
] as const;

/** Where somebody works on a prompt. */
const DRAFT = '/v1/prompts/test_generator/draft';

/** How long a visitor waits for any answer. */
const PATIENCE_MS = 60_000;
const CONVERSATIONS = 200;

/** Creates a visitor. */
export function createVisitor({ url, random, log, signal }: VisitorOptions): Visitor {
  let lastDelivery = '';

  const call = async (
    path: string,
    body?: unknown,
    method = 'POST',
  ): Promise<Response | undefined> => {
    try {
      return await fetch(new URL(path, url), {
        signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
        ...(body !== undefined && {
          method,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      });
    } catch (error) {
      if (!signal.aborted) log.warn({ path, err: error }, 'no answer');
      return undefined;
    }
  };

  const paths = (): readonly [string, ...string[]] => [
    '/v1/prompts',
    '/v1/prompts',
    `/v1/deliveries/${lastDelivery}`,
    `/v1/deliveries/${lastDelivery}`,
    `/v1/deliveries/${lastDelivery}`,
  ];

  const visit = (): Promise<Response | undefined> => {
    if (random.chance(0.02)) return call('/v1/deliveries', { requirement: 'short' });
    if (random.chance(0.1)) return call(DRAFT, { text: `Task: ${random.pick(WISHES)}.` }, 'PUT');
    return call(random.pick(paths()));
  };

  return {
    async ready() {
      const response = await call('/readyz');
      await response?.body?.cancel();
      return response?.ok === true;
    },
    async deliver() {
      const response = await call('/v1/deliveries', {
        requirement: `${random.pick(SUBJECTS)} ${random.pick(WISHES)}.`,
        conversationId: `conversation-${random.int(1, CONVERSATIONS)}`,
      });
      if (response === undefined) return;
      const answer = (await response.json()) as { readonly id?: string; readonly detail?: string };
      if (answer.id !== undefined) lastDelivery = answer.id;
      const { id, detail } = answer;
      log.info({ status: response.status, delivery: id, detail }, 'delivery answered');
    },
    async browse() {
      const response = await visit();
      await response?.body?.cancel();
    },
  };
}
