import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The version of a package of the checkout; by default of the whole. */
export function workspaceVersion(root: string, workspace = '.'): string {
  const file = join(root, workspace, 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
