import { promptStore } from '@agent-vitals/instrumentation';
import { metrics } from '@opentelemetry/api';
import { LRUCache } from 'lru-cache';
import type { Pool } from 'pg';
import type { ActivePrompt } from '../agents/agent-runner.js';

/** The prompts in PostgreSQL, through a cache in this process. */
export interface PromptStore {
  /**
   * The active version of a prompt.
   * @throws {Error} there is none, or PostgreSQL cannot be asked
   */
  readonly active: (name: string) => Promise<ActivePrompt>;
  /** All active versions, past the cache, by name. */
  readonly list: () => Promise<readonly { readonly name: string; readonly version: number }[]>;
}

/**
 * Creates the store. Each lookup counts in the metric `demo.prompt_cache.lookups` with the
 * attribute `result` (`hit`, `miss`).
 * @param ttlMs how long a version is used before PostgreSQL is asked again. Default: 10 000
 */
export function createPromptStore(database: Pool, ttlMs = 10_000): PromptStore {
  const lookups = metrics.getMeter('demo').createCounter('demo.prompt_cache.lookups', {
    unit: '{lookup}',
    description: 'Lookups of prompts in the cache of the process.',
  });
  const cache = new LRUCache<string, ActivePrompt>({
    max: 100,
    ttl: ttlMs,
    fetchMethod: promptStore('prompts', async (name: string) => {
      const { rows } = await database.query<ActivePrompt>(
        'SELECT version, text FROM prompts WHERE name = $1 AND active',
        [name],
      );
      return rows[0];
    }),
  });
  return {
    async active(name) {
      lookups.add(1, { result: cache.has(name) ? 'hit' : 'miss' });
      const found = await cache.fetch(name);
      if (found === undefined) throw new Error(`The prompt ${name} has no active version`);
      return found;
    },
    async list() {
      const { rows } = await database.query<{ name: string; version: number }>(
        'SELECT name, version FROM prompts WHERE active ORDER BY name',
      );
      return rows;
    },
  };
}
