import { execFile } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import semver from 'semver';
import type { BinaryCommand } from './binary-source.js';

const run = promisify(execFile);

/** A command that was found, and its version. */
export interface FoundCommand {
  readonly file: string;
  readonly version: string;
}

/**
 * Looks for a command on PATH at a version that fits.
 * @param path the value of PATH
 */
export async function findOnPath(
  command: BinaryCommand,
  path: string,
): Promise<FoundCommand | undefined> {
  for (const file of filesOnPath(command.onPath, path)) {
    const version = readVersion(command, await output(file, command.versionArgs));
    if (version !== undefined && fits(version, command.range)) return { file, version };
  }
  return undefined;
}

/** The executable files of these names, in the order of PATH. */
function filesOnPath(names: readonly string[], path: string): readonly string[] {
  return path
    .split(delimiter)
    .filter(Boolean)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .filter(isExecutable);
}

/** The version in what a command printed, as three numbers; undefined when there is none. */
export function readVersion(
  { versionPattern }: Pick<BinaryCommand, 'versionPattern'>,
  printed: string,
): string | undefined {
  return semver.parse(versionPattern.exec(printed)?.[1])?.version;
}

/** Whether a version lies in the range; a build on the way to a version counts as that version. */
export function fits(version: string, range: string): boolean {
  return semver.satisfies(version, range, { includePrerelease: true });
}

/** All that a command prints, whatever its exit code; some print their version on stderr. */
async function output(file: string, args: readonly string[]): Promise<string> {
  try {
    const { stdout, stderr } = await run(file, args, { timeout: 10_000 });
    return `${stdout}\n${stderr}`;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    return `${stdout}\n${stderr}`;
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
