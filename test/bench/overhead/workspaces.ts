import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { APP_PACKAGES, VITALS, type Variant } from './variants.js';

const run = promisify(execFile);

const CHECKOUT = resolve(import.meta.dirname, '../../../..');
const SOURCES = join(CHECKOUT, 'test/bench/overhead/workspace');

const cacheFolder = (): string =>
  process.env['VITALS_CACHE_DIR'] ||
  join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'agent-vitals');

const npm = (args: readonly string[], cwd: string): Promise<{ stdout: string }> =>
  run('npm', [...args, '--loglevel=error', '--no-audit', '--no-fund'], {
    cwd,
    maxBuffer: 64 * 1024 * 1024,
  });

/** Packs the instrumentation as it would be published. */
const packVitals = async (): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'vitals-pack-'));
  await npm(['pack', '--pack-destination', folder], join(CHECKOUT, 'instrumentation'));
  return join(folder, readdirSync(folder)[0]!);
};

/** Size of a folder in bytes; links count as nothing. */
const sizeOf = (path: string): number => {
  const stats = lstatSync(path);
  if (!stats.isDirectory()) return stats.isFile() ? stats.size : 0;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
};

/** A folder in which a variant is installed. */
export interface Workspace {
  readonly folder: string;
  /** Bytes of everything that is installed, the application's own packages included. */
  readonly installedBytes: number;
}

/**
 * Installs a variant with the application once, outside the checkout: the peers bring their own
 * versions of OpenTelemetry, which must not meet this project's.
 */
export async function prepareWorkspace(variant: Variant): Promise<Workspace> {
  const tarball = variant.packages.includes(VITALS) ? await packVitals() : undefined;
  const packages = variant.packages.map((name) => (name === VITALS ? tarball! : name));
  const identity = createHash('sha256').update(JSON.stringify([APP_PACKAGES, variant.packages]));
  if (tarball !== undefined) identity.update(readFileSync(tarball));
  const parent = join(cacheFolder(), 'bench');
  // By what is in it: variants that differ in flags or variables alone share one.
  const folder = join(parent, identity.digest('hex').slice(0, 12));
  if (!existsSync(folder)) {
    console.log(`installing ${variant.name} …`);
    const beside = `${folder}.new`;
    rmSync(beside, { recursive: true, force: true });
    mkdirSync(beside, { recursive: true });
    writeFileSync(join(beside, 'package.json'), '{"private":true}\n');
    await npm(['install', '--ignore-scripts', ...APP_PACKAGES, ...packages], beside);
    renameSync(beside, folder);
  }
  cpSync(SOURCES, folder, { recursive: true });
  return { folder, installedBytes: sizeOf(join(folder, 'node_modules')) };
}
