import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** Characters for one token: the usual rule of thumb for English text. */
const TOKEN_CHARACTERS = 4;

// Source: https://platform.openai.com/docs/guides/prompt-caching (1024 tokens, steps of 128,
// kept for 5 to 10 minutes of inactivity).
const BLOCK_TOKENS = 128;
const MINIMUM_TOKENS = 1024;
const KEEP_MS = 5 * 60_000;
const MOST_PREFIXES = 20_000;

/** The provider's prompt cache. */
export interface PrefixCache {
  /**
   * Counts the tokens at the beginning of a prompt that an earlier prompt to the same model
   * began with, and remembers this prompt.
   * @returns 0, or a multiple of 128 from 1024
   */
  read(model: string, prompt: string): number;
}

/** The number of tokens of a text. */
export function countTokens(text: string): number {
  return Math.ceil(text.length / TOKEN_CHARACTERS);
}

/** Creates an empty cache. */
export function createPrefixCache(): PrefixCache {
  const seen = new LRUCache<string, true>({
    max: MOST_PREFIXES,
    ttl: KEEP_MS,
    updateAgeOnGet: true,
  });
  return {
    read(model, prompt) {
      const hash = createHash('sha256').update(model);
      const blockCharacters = BLOCK_TOKENS * TOKEN_CHARACTERS;
      const blocks = Math.floor(prompt.length / blockCharacters);
      let cached = 0;
      for (let block = 0; block < blocks; block++) {
        hash.update(prompt.slice(block * blockCharacters, (block + 1) * blockCharacters));
        const tokens = (block + 1) * BLOCK_TOKENS;
        if (tokens < MINIMUM_TOKENS) continue;
        const prefix = hash.copy().digest('base64');
        if (seen.get(prefix) === true) cached = tokens;
        else seen.set(prefix, true);
      }
      return cached;
    },
  };
}
