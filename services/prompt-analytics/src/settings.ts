import { resolve } from 'node:path';
import {
  addressSetting,
  hostsSetting,
  parseSettings,
  portSetting,
  tokenSetting,
} from '@agent-vitals/http';
import { z } from 'zod';

/** The environment that the service reads; empty means unset. */
const schema = z.object({
  /** Port to listen on; 0 takes a free one. */
  VITALS_PROMPTS_PORT: portSetting.default(3330),
  /** Address to listen on; a container listens on 0.0.0.0. */
  VITALS_PROMPTS_LISTEN: z.string().default('127.0.0.1'),
  /** Further host names that it answers to, separated by commas. */
  VITALS_PROMPTS_HOSTS: hostsSetting,
  /** What a caller must send as `Authorization: Bearer …`. Default: nothing. */
  VITALS_PROMPTS_TOKEN: tokenSetting,
  /** Folder of the stack's data: what was found out goes there. */
  VITALS_DATA_DIR: z.string('is needed: the folder that what is found out goes to'),
  VITALS_PROMETHEUS_URL: addressSetting.default('http://127.0.0.1:9090'),
  /** Path of vitals.yaml, for what is read, and for how long it is kept. */
  VITALS_CONFIG: z.string().default(resolve(import.meta.dirname, '../../../vitals.yaml')),
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
  return parseSettings(schema, env, ['VITALS_PROMPTS_TOKEN']);
}
