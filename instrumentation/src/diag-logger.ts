import { diag, DiagLogLevel, type DiagLogger } from '@opentelemetry/api';

/** A backend that is down fails every few seconds, in the same words. */
const SILENCE_MS = 60_000;

/** Messages are the same when they begin the same. */
const KEY_LENGTH = 120;

/** Messages remembered at a time. */
const MAX_REMEMBERED = 200;

/** The SDK's error handler logs errors as JSON, of which the message is what helps. */
const messageInJson = (text: string): string => {
  if (!text.startsWith('{')) return text;
  try {
    const { message } = JSON.parse(text) as { readonly message?: unknown };
    return typeof message === 'string' ? message : text;
  } catch {
    return text;
  }
};

const inWords = (part: unknown): string =>
  part instanceof Error ? (part.stack ?? part.message) : messageInJson(String(part));

/** Options of {@link createDiagLogger}. */
export interface DiagLoggerOptions {
  readonly write: (line: string) => void;
  /** Milliseconds, from any start. Default: `performance.now`. */
  readonly now?: () => number;
}

/** Writes a line for each message, and the same message at most once a minute. */
export function createDiagLogger(options: DiagLoggerOptions): DiagLogger {
  const { write, now = () => performance.now() } = options;
  const lastAt = new Map<string, number>();

  const log =
    (level: string) =>
    (message: string, ...parts: unknown[]): void => {
      const text = [message, ...parts].map(inWords).join(' ');
      const key = `${level} ${text.slice(0, KEY_LENGTH)}`;
      const before = lastAt.get(key);
      if (before !== undefined && now() - before < SILENCE_MS) return;
      if (lastAt.size >= MAX_REMEMBERED) lastAt.clear();
      lastAt.set(key, now());
      write(`[opentelemetry] ${level}: ${text}\n`);
    };

  return {
    error: log('error'),
    warn: log('warn'),
    info: log('info'),
    debug: log('debug'),
    verbose: log('verbose'),
  };
}

/** True where the application has set a logger for OpenTelemetry's own messages. */
const hasDiagLogger = (): boolean => {
  const api = (globalThis as Record<symbol, unknown>)[Symbol.for('opentelemetry.js.api.1')];
  return (api as { readonly diag?: unknown } | undefined)?.diag !== undefined;
};

/** Warnings to stderr, unless the application or `OTEL_LOG_LEVEL` has decided otherwise. */
export function setDefaultDiagLogger(logLevel: string | undefined): void {
  if (logLevel !== undefined || hasDiagLogger()) return;
  const logger = createDiagLogger({ write: (line) => process.stderr.write(line) });
  diag.setLogger(logger, { logLevel: DiagLogLevel.WARN });
}
