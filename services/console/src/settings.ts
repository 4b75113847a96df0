import { join } from 'node:path';
import { addressSetting, hostsSetting, parseSettings, portSetting } from '@agent-vitals/http';
import { z } from 'zod';

/** The environment that the console reads; empty means unset. */
const schema = z.object({
  /** Port to listen on; 0 takes a free one. */
  VITALS_CONSOLE_PORT: portSetting.default(3300),
  /** Address to listen on; a container listens on 0.0.0.0. */
  VITALS_CONSOLE_LISTEN: z.string().default('127.0.0.1'),
  /** Further host names that it answers to, separated by commas. */
  VITALS_CONSOLE_HOSTS: hostsSetting,
  VITALS_PROMETHEUS_URL: addressSetting.default('http://127.0.0.1:9090'),
  VITALS_LOKI_URL: addressSetting.default('http://127.0.0.1:3100'),
  VITALS_JAEGER_URL: addressSetting.default('http://127.0.0.1:16686'),
  VITALS_ALERTMANAGER_URL: addressSetting.default('http://127.0.0.1:9093'),
  VITALS_HEALTH_URL: addressSetting.default('http://127.0.0.1:3310'),
  /** What the health score asks of its readers, if it does; the browser never learns it. */
  VITALS_HEALTH_TOKEN: z.string().optional(),
  VITALS_HISTORY_URL: addressSetting.default('http://127.0.0.1:3320'),
  /** What the alert history asks of its readers, if it does; the browser never learns it. */
  VITALS_HISTORY_TOKEN: z.string().optional(),
  VITALS_RUNBOOKS_DIR: z.string().default(join(import.meta.dirname, '../../../runbooks')),
});

/** The console's settings. */
export type Settings = z.infer<typeof schema>;

/**
 * Reads the settings from an environment.
 * @throws {Error} a setting cannot be used; the message names each with what it holds
 */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  return parseSettings(schema, env);
}
