import type { DatabaseSync } from 'node:sqlite';
import { hasTable, readAllRows } from './read-rows.js';

/** The file that tells which prompt an id is. */
export const TEMPLATES = 'prompts/prompt_templates.db';

/** A prompt, as telemetry names it. */
export interface PromptName {
  readonly name: string;
  /** Undefined where nothing tells it. */
  readonly version: string | undefined;
}

/** A prompt's name, or its name and version, by its id in the analytics system. */
export type PromptMapping = Readonly<
  Record<string, string | { name: string; version?: string | undefined }>
>;

/** @returns the prompt of an id: as it is mapped, else as it is stored, else the id is its name */
export function createPromptNames(
  mapping: PromptMapping,
  stored: ReadonlyMap<string, PromptName>,
): (promptId: string) => PromptName {
  return (promptId) => {
    const known = stored.get(promptId);
    const mapped = mapping[promptId] ?? (known && mapping[known.name]);
    if (mapped === undefined) return known ?? { name: promptId, version: undefined };
    if (typeof mapped === 'string') return { name: mapped, version: known?.version };
    return { name: mapped.name, version: mapped.version ?? known?.version };
  };
}

/** The prompts that are stored, by their id. */
export function storedPrompts(database: DatabaseSync): ReadonlyMap<string, PromptName> {
  if (!hasTable(database, 'stored_prompts')) return new Map();
  return new Map(
    readAllRows(database, 'stored_prompts').flatMap((row) => {
      const { id, agent_type: name, version } = row;
      if (typeof name !== 'string' || name === '') return [];
      const told = typeof version === 'string' || typeof version === 'number';
      return [[String(id), { name, version: told ? String(version) : undefined }] as const];
    }),
  );
}
