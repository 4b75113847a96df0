import { resolve } from 'node:path';
import {
  addressSetting,
  hostsSetting,
  parseSettings,
  portSetting,
  tokenSetting,
} from '@agent-vitals/http';
import { z } from 'zod';

const perMinute = z.coerce.number().int().min(1).max(10_000_000);

/** The environment that the service reads; empty means unset. */
const schema = z.object({
  /** Port to listen on; 0 takes a free one. */
  VITALS_HEALTH_PORT: portSetting.default(3310),
  /** Address to listen on; a container listens on 0.0.0.0. */
  VITALS_HEALTH_LISTEN: z.string().default('127.0.0.1'),
  /** Further host names that it answers to, separated by commas. */
  VITALS_HEALTH_HOSTS: hostsSetting,
  /** What a caller must send as `Authorization: Bearer …`. Default: nothing. */
  VITALS_HEALTH_TOKEN: tokenSetting,
  /** Whether badges are shown without the token: a page that embeds one cannot send it. */
  VITALS_HEALTH_PUBLIC_BADGES: z.stringbool().default(false),
  /** Requests of one address in a minute. */
  VITALS_HEALTH_REQUESTS_PER_MINUTE: perMinute.default(6000),
  /** Those of them that ask Prometheus: history, cost and recommendations. */
  VITALS_HEALTH_QUERIES_PER_MINUTE: perMinute.default(300),
  VITALS_PROMETHEUS_URL: addressSetting.default('http://127.0.0.1:9090'),
  /** Path of vitals.yaml. */
  VITALS_CONFIG: z.string().default(resolve(import.meta.dirname, '../../../vitals.yaml')),
  /** Only what `deployment.environment.name` marks as this is judged. Default: all. */
  VITALS_HEALTH_ENVIRONMENT: z.string().optional(),
  /** The lowest level that is logged. */
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info'),
});

/** The service's settings. */
export type Settings = z.infer<typeof schema>;

/**
 * Reads the settings from an environment.
 * @throws {Error} a setting cannot be used; the message names each with what it holds, but for secrets
 */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  return parseSettings(schema, env, ['VITALS_HEALTH_TOKEN']);
}
