import { agent } from '@agent-vitals/instrumentation';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** Ways to call a model, by name. */
export type Cases = Readonly<Record<string, () => Promise<unknown>>>;

const outcome = async (run: () => Promise<unknown>): Promise<unknown> => {
  try {
    return { result: await run() };
  } catch (error) {
    const { name, message, status } = error as Error & { readonly status?: number };
    return { error: { name, message, status, class: (error as Error).constructor.name } };
  }
};

/** Runs each case as an agent of its name, and prints what the application saw of it, as JSON. */
export const runCases = async (cases: Cases): Promise<void> => {
  const seen: Record<string, unknown> = {};
  for (const [name, run] of Object.entries(cases)) {
    const call = agent(name, async () => await run());
    seen[name] = await outcome(call);
  }
  process.stdout.write(JSON.stringify(seen));
};

/** Everything that a stream yields. */
export const collect = async (stream: AsyncIterable<unknown>): Promise<unknown[]> => {
  const chunks: unknown[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
};

/** Leaves a stream at its first chunk. */
export const leaveEarly = async (stream: AsyncIterable<unknown>): Promise<string> => {
  for await (const chunk of stream) return `left after ${typeof chunk}`;
  return 'nothing came';
};

/** A URL at which nobody listens. */
export const unreachableUrl = async (): Promise<string> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
};
