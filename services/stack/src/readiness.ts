import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** How a program shows that it can do its work. */
export type Readiness =
  /** It answers a GET with this status. */
  | { readonly kind: 'http'; readonly url: string; readonly status: number }
  /** It accepts a connection. */
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  /** It answers nothing, and still runs after this time, in milliseconds. */
  | { readonly kind: 'alive'; readonly afterMs: number };

/** Resolves when the program is ready; never rejects but by the signal. */
export async function waitUntilReady(readiness: Readiness, signal: AbortSignal): Promise<void> {
  if (readiness.kind === 'alive') {
    await sleep(readiness.afterMs, undefined, { signal });
    return;
  }
  while (!(await isReady(readiness, signal))) {
    await sleep(100, undefined, { signal });
  }
}

async function isReady(
  readiness: Exclude<Readiness, { kind: 'alive' }>,
  signal: AbortSignal,
): Promise<boolean> {
  if (readiness.kind === 'tcp') return await accepts(readiness.host, readiness.port);
  try {
    const response = await fetch(readiness.url, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(2_000)]),
      redirect: 'manual',
    });
    await response.body?.cancel();
    return response.status === readiness.status;
  } catch {
    return false;
  }
}

async function accepts(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port, timeout: 2_000 });
  try {
    return await new Promise((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('timeout', () => resolve(false));
    });
  } finally {
    socket.destroy();
  }
}
