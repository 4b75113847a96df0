import { tool } from '@agent-vitals/instrumentation';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { runCases } from './run-cases.ts';

interface CallOptions {
  readonly signal?: AbortSignal;
  readonly timeout?: number;
}

/** What the clients of both versions of the SDK can do. */
interface McpClient {
  callTool(name: string, options?: CallOptions): Promise<unknown>;
  listTools(): Promise<unknown>;
  getPrompt(params: { name: string }): Promise<unknown>;
  readResource(params: { uri: string }): Promise<unknown>;
  subscribeResource(params: { uri: string }): Promise<unknown>;
}

/** Calls a server in every way, each as an agent of its own. */
export const runMcpCases = (client: McpClient): Promise<void> => {
  const lookUp = () => client.callTool('look_up');
  return runCases({
    'tool-call': lookUp,
    'tool-call-wrapped': () => tool('look_up', lookUp)(),
    'tool-call-inside': () => tool('research', lookUp)(),
    'tools-list': () => client.listTools(),
    'prompts-get': () => client.getPrompt({ name: 'summarise' }),
    'resources-read': () => client.readResource({ uri: 'notes://tides' }),
    'tool-refuses': () => client.callTool('refuse'),
    'unknown-method': () => client.subscribeResource({ uri: 'notes://tides' }),
    'tool-aborted': () => {
      const controller = new AbortController();
      const call = client.callTool('slow', { signal: controller.signal });
      setTimeout(() => controller.abort('no longer needed'), 20);
      return call;
    },
    'tool-times-out': () => client.callTool('slow', { timeout: 50 }),
  });
};

/** How to start a server of `apps/` under the instrumentation, where and as this process is. */
export const serverCommand = (app: string) => {
  const byCode = process.env['APP'] !== undefined;
  return {
    command: process.execPath,
    args: [
      ...process.execArgv,
      fileURLToPath(new URL(byCode ? 'started.ts' : app, import.meta.url)),
    ],
    env: { ...process.env, ...(byCode && { APP: app }) } as Record<string, string>,
  };
};

/** Starts a server of `apps/` over HTTP. */
export const startHttpServer = async (
  app: string,
): Promise<{ readonly url: URL; readonly ended: Promise<unknown> }> => {
  const { command, args, env } = serverCommand(app);
  const child: ChildProcess = spawn(command, args, {
    env: { ...env, OVER_HTTP: 'true', OTEL_SERVICE_NAME: 'server' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const [address] = (await once(child.stdout!, 'data')) as [Buffer];
  return { url: new URL(address.toString().trim()), ended };
};
