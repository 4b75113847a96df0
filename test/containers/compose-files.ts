import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../system/system.js';

/** The files that `docker compose up` reads by itself. */
export const COMPOSE_FILES: readonly string[] = [
  'docker-compose.yml',
  'docker-compose.override.yml',
];

interface ComposeFile {
  readonly services: Readonly<Record<string, { readonly image?: string }>>;
}

/** The image of each service of docker-compose.yml. */
export function composeImages(): Readonly<Record<string, string>> {
  const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
  const { services } = parse(text, { merge: true }) as ComposeFile;
  return Object.fromEntries(
    Object.entries(services).map(([name, { image = '' }]) => [name, image]),
  );
}

/** The image that our own are built from. */
export function nodeImage(): string {
  const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
  return /VITALS_NODE_IMAGE:-([^}]+)\}/.exec(text)?.[1] ?? '';
}
