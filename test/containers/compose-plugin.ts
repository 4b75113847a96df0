import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { cacheDir } from '../system/system.js';
import { command, succeeds } from './command.js';

const MODULE = 'github.com/docker/compose/v2';
const VERSION = 'v2.40.3';

/**
 * Builds Compose with Go where the `docker` command has none: Debian has no package of it.
 * @returns what makes the `docker` command find it
 * @throws {Error} it cannot be built
 */
export async function haveCompose(): Promise<Readonly<Record<string, string>>> {
  if (await succeeds(['docker', 'compose', 'version'])) return {};
  const config = join(cacheDir, 'test-servers', `docker-compose-${VERSION}`);
  const plugin = join(config, 'cli-plugins', 'docker-compose');
  if (!existsSync(plugin)) await build(plugin);
  return { DOCKER_CONFIG: config };
}

async function build(plugin: string): Promise<void> {
  process.stdout.write(`Building Compose ${VERSION} once …\n`);
  const folder = mkdtempSync(join(tmpdir(), 'vitals-compose-'));
  const env = {
    CGO_ENABLED: '0',
    GOFLAGS: '',
    GOWORK: 'off',
    GOTOOLCHAIN: 'local',
    GOCACHE: join(folder, 'cache'),
    PATH: [process.env['PATH'], '/usr/local/go/bin'].join(delimiter),
  };
  try {
    const told = await command(['go', 'mod', 'download', '-json', `${MODULE}@${VERSION}`], {
      cwd: folder,
      env,
    });
    const source = join(folder, 'source');
    // The module's folder is read-only in Go's cache.
    cpSync((JSON.parse(told) as { readonly Dir: string }).Dir, source, { recursive: true });
    chmodSync(source, 0o755);
    const stamp = `-s -w -X ${MODULE}/internal.Version=${VERSION}`;
    const output = join(folder, 'docker-compose');
    const options = ['-mod=mod', '-trimpath', '-buildvcs=false', '-ldflags', stamp];
    await command(['go', 'build', ...options, '-o', output, './cmd'], { cwd: source, env });
    mkdirSync(join(plugin, '..'), { recursive: true });
    cpSync(output, `${plugin}.partial`);
    renameSync(`${plugin}.partial`, plugin);
  } finally {
    await command(['chmod', '-R', 'u+w', folder]);
    rmSync(folder, { recursive: true, force: true });
  }
}
