import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface AppRun {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Milliseconds from the start to the end. */
  readonly tookMs: number;
}

export interface AppOptions {
  /** File under `apps/`. */
  readonly app: string;
  /** Started by `--import @agent-vitals/instrumentation/register`. Default: true. */
  readonly register?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** Nobody reads what it writes there, and its pipe is closed. Default: false. */
  readonly stderrClosed?: boolean;
  /** Sent when the app has printed `ready`. */
  readonly signalWhenReady?: NodeJS.Signals;
}

const APPS = fileURLToPath(new URL('apps/', import.meta.url));

/** What a machine may have set for itself must not decide a test. */
const cleanEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(OTEL|AGENT_VITALS|OPENAI|ANTHROPIC|GOOGLE|GEMINI)_/.test(name),
    ),
  );

/** Runs an application in a real Node process and waits for its end. */
export async function runApp(options: AppOptions): Promise<AppRun> {
  const { app, register = true, env = {}, stderrClosed = false, signalWhenReady } = options;
  const flags = register ? ['--import', '@agent-vitals/instrumentation/register'] : [];
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...flags, `${APPS}${app}`], {
    cwd: APPS,
    env: { ...cleanEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (stderrClosed) child.stderr.destroy();
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const before = stdout.includes('ready');
    stdout += text;
    if (signalWhenReady && !before && stdout.includes('ready')) child.kill(signalWhenReady);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal, stdout, stderr, tookMs: performance.now() - startedAt };
}
