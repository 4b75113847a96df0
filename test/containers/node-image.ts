import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cacheDir, root } from '../system/system.js';
import { command } from './command.js';
import { install } from './debian.js';
import { isMadeFrom, madeFrom } from './made-from.js';

const SUITE = 'bookworm';
const folder = join(cacheDir, 'test-images');
const archive = join(folder, `debian-${SUITE}.tar`);

/** A busybox that needs no library, out of the same packages. */
export const busybox: string = join(folder, 'busybox');

/**
 * Makes what Node's official slim image is: a small Debian with Node, npm, and the user `node`. Its
 * Debian is made once and kept.
 * @param image the name that it is given
 */
export async function makeNodeImage(
  image: string,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  if (!existsSync(archive) || !existsSync(busybox)) await makeDebian();
  // Made again it would be another image, and everything that is built on it would be built again.
  if (await isMadeFrom(image, SUITE, env)) return;
  const work = mkdtempSync(join(tmpdir(), 'vitals-image-'));
  try {
    const debian = `${image}-debian`;
    await command(['docker', 'import', archive, debian], { env });
    copyFileSync(join(root, 'node_modules/node/bin/node'), join(work, 'node'));
    cpSync(await npmFolder(), join(work, 'npm'), { recursive: true });
    // Node knows the usual authorities itself; a registry of one's own may need others.
    const certificates = process.env['NODE_EXTRA_CA_CERTS'];
    if (certificates === undefined) writeFileSync(join(work, 'certificates.pem'), '');
    else copyFileSync(certificates, join(work, 'certificates.pem'));
    writeFileSync(join(work, 'Dockerfile'), dockerfile(debian));
    await command(['docker', 'build', '--quiet', ...madeFrom(SUITE), '--tag', image, work], {
      env: { ...env, DOCKER_BUILDKIT: '0' },
    });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const dockerfile = (debian: string): string => `FROM ${debian}
COPY node /usr/local/bin/node
COPY npm /usr/local/lib/node_modules/npm
COPY certificates.pem /etc/ssl/certificates.pem
ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certificates.pem
RUN chmod 755 /usr/local/bin/node \\
 && ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \\
 && groupadd --gid 1000 node && useradd --uid 1000 --gid node --create-home node
CMD ["node"]
`;

/** The folder of the npm that runs this, or of the one on PATH. */
async function npmFolder(): Promise<string> {
  const cli = process.env['npm_execpath'] ?? (await command(['sh', '-c', 'command -v npm'])).trim();
  return join(realpathSync(cli), '../..');
}

async function makeDebian(): Promise<void> {
  process.stdout.write(`Making a small Debian once …\n`);
  await install('debootstrap');
  const work = mkdtempSync(join(tmpdir(), 'vitals-debian-'));
  const target = join(work, 'root');
  try {
    await command(['debootstrap', '--variant=minbase', '--include=busybox-static', SUITE, target]);
    rmSync(join(target, 'var/cache/apt'), { recursive: true });
    rmSync(join(target, 'var/lib/apt/lists'), { recursive: true });
    mkdirSync(dirname(archive), { recursive: true });
    copyFileSync(join(target, 'bin/busybox'), busybox);
    await command(['tar', '-C', target, '-cf', `${archive}.partial`, '.']);
    renameSync(`${archive}.partial`, archive);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
