import { promptStore, recordPromptCacheLookup } from '@agent-vitals/instrumentation';
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
  /**
   * Keeps the text that a prompt may have next, in place of the one kept before.
   * @returns whether there is such a prompt
   */
  readonly saveDraft: (name: string, text: string) => Promise<boolean>;
}

/** The name of the table, by which dashboards find its size and its statements. */
const STORE = 'prompts';

/** Versions that agents may use begin with 1. */
const DRAFT = 0;

/**
 * Creates the store.
 * @param ttlMs how long a version is used before PostgreSQL is asked again. Default: 10 000
 */
export function createPromptStore(database: Pool, ttlMs = 10_000): PromptStore {
  const cache = new LRUCache<string, ActivePrompt>({
    max: 100,
    ttl: ttlMs,
    fetchMethod: promptStore(STORE, async (name: string) => {
      const { rows } = await database.query<ActivePrompt>(
        'SELECT version, text FROM prompts WHERE name = $1 AND active',
        [name],
      );
      return rows[0];
    }),
  });
  return {
    async active(name) {
      recordPromptCacheLookup({ name: STORE, hit: cache.has(name) });
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
    saveDraft: promptStore(
      { name: STORE, operation: 'save' },
      async (name: string, text: string) => {
        const { rowCount } = await database.query(
          `INSERT INTO prompts (name, version, text)
           SELECT name, $2, $3 FROM prompts WHERE name = $1 AND active
           ON CONFLICT (name, version) DO UPDATE SET text = excluded.text`,
          [name, DRAFT, text],
        );
        return rowCount === 1;
      },
    ),
  };
}
