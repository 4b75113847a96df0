import { join } from 'node:path';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const address = z.url({ protocol: /^https?$/ });

/** The environment that the console reads; empty means unset. */
const schema = z.object({
  /** Port to listen on; 0 takes a free one. */
  VITALS_CONSOLE_PORT: port.default(3300),
  /** Address to listen on; a container listens on 0.0.0.0. */
  VITALS_CONSOLE_LISTEN: z.string().default('127.0.0.1'),
  /** Further host names that it answers to, separated by commas. */
  VITALS_CONSOLE_HOSTS: z
    .string()
    .default('')
    .transform((names) => names.split(',').flatMap((name) => name.trim().toLowerCase() || [])),
  VITALS_PROMETHEUS_URL: address.default('http://127.0.0.1:9090'),
  VITALS_LOKI_URL: address.default('http://127.0.0.1:3100'),
  VITALS_JAEGER_URL: address.default('http://127.0.0.1:16686'),
  VITALS_ALERTMANAGER_URL: address.default('http://127.0.0.1:9093'),
  VITALS_HEALTH_URL: address.default('http://127.0.0.1:3310'),
  /** What the health score asks of its readers, if it does; the browser never learns it. */
  VITALS_HEALTH_TOKEN: z.string().optional(),
  VITALS_RUNBOOKS_DIR: z.string().default(join(import.meta.dirname, '../../../runbooks')),
});

/** The console's settings. */
export type Settings = z.infer<typeof schema>;

/**
 * Reads the settings from an environment.
 * @throws {Error} a setting cannot be used; the message names each with what it holds
 */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw new Error(
    result.error.issues
      .map(({ path, message }) => {
        const name = String(path[0]);
        return `${name}: ${message} (it holds ${JSON.stringify(env[name])})`;
      })
      .join('\n'),
  );
}
