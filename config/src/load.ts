import { readFileSync } from 'node:fs';
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import type { core } from 'zod';
import { vitalsSchema, type VitalsConfig } from './schema.js';

/** vitals.yaml cannot be used. The message names each fault with its line, value and what is allowed. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads and validates vitals.yaml.
 * @param file path of the file
 * @throws {ConfigError} the file is missing, is no YAML or does not fit the schema
 */
export function loadVitalsConfig(file: string): VitalsConfig {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConfigError(`${file}: cannot be read: ${(cause as Error).message}`, { cause });
  }
  return parseVitalsConfig(text, file);
}

/**
 * Validates the text of a vitals.yaml.
 * @param text YAML
 * @param file the name that errors carry
 * @throws {ConfigError} the text is no YAML or does not fit the schema
 */
export function parseVitalsConfig(text: string, file: string): VitalsConfig {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  if (document.errors.length > 0) {
    throw new ConfigError(
      document.errors.map((error) => `${at(error.pos[0])}: ${error.message}`).join('\n'),
    );
  }
  const result = vitalsSchema.safeParse(document.toJS());
  if (result.success) return result.data;
  throw new ConfigError(
    result.error.issues
      .map((issue) => `${at(offsetOf(document, placeOf(issue)))}: ${describe(issue, document)}`)
      .join('\n'),
  );
}

/** The path of what is wrong: for an unknown key the key itself, not the map that holds it. */
function placeOf(issue: core.$ZodIssue): readonly PropertyKey[] {
  return issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]!] : issue.path;
}

/** Where the key or the value at a path begins; for a missing one, where its nearest parent does. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true);
    if (!isNode(node) || !node.range) continue;
    return node.range[0];
  }
  return 0;
}

function describe(issue: core.$ZodIssue, document: Document): string {
  const name = issue.path.join('.') || 'the file';
  const value = document.getIn(issue.path);
  const holds =
    value === undefined || typeof value === 'object' ? '' : ` (it holds ${JSON.stringify(value)})`;
  return `${name}: ${issue.message}${holds}`;
}
