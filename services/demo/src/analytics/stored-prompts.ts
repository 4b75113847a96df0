import { PROMPTS, type PromptVersion, REGRESSION } from '../database/seed.js';
import type { AnalyticsFiles, Row } from './analytics-files.js';
import { utcTime } from './times.js';

/** A version of a prompt. */
export type PromptKey = Pick<PromptVersion, 'name' | 'version'>;

const isSame = (one: PromptKey, other: PromptKey): boolean =>
  one.name === other.name && one.version === other.version;

/** The id that a prompt of the seed is stored with at first. */
export const seedId = (key: PromptKey): number =>
  PROMPTS.findIndex((prompt) => isSame(prompt, key)) + 1;

/** The prompts of the seed; of each name the last version is active. */
export const seededPrompts = (createdAt: (key: PromptKey) => Date): readonly Row[] =>
  PROMPTS.map((prompt) => ({
    table: 'stored_prompts',
    values: {
      id: seedId(prompt),
      ...storedValues(prompt, createdAt(prompt)),
      is_active: prompt === PROMPTS.findLast(({ name }) => name === prompt.name) ? 1 : 0,
    },
  }));

/** The id of a prompt, which is stored when it first occurs. */
export function promptId(files: AnalyticsFiles, key: PromptKey, now: Date): string {
  const find = () =>
    files.query(
      'stored_prompts',
      'SELECT id FROM stored_prompts WHERE agent_type = ? AND version = ?',
      key.name,
      String(key.version),
    )[0]?.['id'];
  const known = find();
  if (known !== undefined) return String(known);
  files.add({ table: 'stored_prompts', values: { ...storedValues(key, now), is_active: 0 } });
  return String(find());
}

/** Makes a version the active one of its prompt. */
export function markActive(files: AnalyticsFiles, { name, version }: PromptKey): void {
  files.query(
    'stored_prompts',
    `UPDATE stored_prompts SET is_active = (version = ?1)
     WHERE agent_type = ?2 AND is_active <> (version = ?1)`,
    String(version),
    name,
  );
}

function storedValues(key: PromptKey, createdAt: Date): Row['values'] {
  const known = [...PROMPTS, REGRESSION].find((prompt) => isSame(prompt, key));
  return {
    agent_type: key.name,
    version: String(key.version),
    prompt_text: known?.text ?? null,
    created_at: utcTime(createdAt),
  };
}
