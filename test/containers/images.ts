import { homedir } from 'node:os';
import { join } from 'node:path';
import { programFiles } from '@agent-vitals/stack';
import { cacheDir, report, root } from '../system/system.js';
import { command, succeeds } from './command.js';
import { COMPOSE_FILES, composeImages, nodeImage } from './compose-files.js';
import { busybox, makeNodeImage } from './node-image.js';
import { makeStandIns } from './stand-ins.js';

/** The images that the compose file names are there. */
export interface Images {
  /** The compose files that fit them. */
  readonly files: readonly string[];
  /** Where they come from, for people. */
  readonly origin: string;
  /** Removes those that were made, so that nobody takes them for the official ones. */
  remove(): Promise<void>;
}

/** The builder that needs no plugin; two builds at once would not know of each other's stages. */
const PLAIN = { DOCKER_BUILDKIT: '0', COMPOSE_PARALLEL_LIMIT: '1' };

type Env = Readonly<Record<string, string>>;

/**
 * Pulls the official images; where they cannot be had, makes them of the natively built programs.
 * Builds our own.
 * @throws {Error} an image can be had in neither way
 */
export async function haveImages(env: Env): Promise<Images> {
  const images = await baseImages(env);
  const registry = (await command(['npm', 'config', 'get', 'registry'], { cwd: homedir() })).trim();
  const plain = !(await succeeds(['docker', 'buildx', 'version'], { env }));
  const files = [...images.files, 'test/containers/host-network.yml'];
  await command(['docker', 'compose', ...files.flatMap((file) => ['-f', file]), 'build'], {
    cwd: root,
    env: { ...env, NPM_CONFIG_REGISTRY: registry, ...(plain && PLAIN) },
  });
  return images;
}

async function baseImages(env: Env): Promise<Images> {
  const named = [...Object.values(composeImages()), nodeImage()].filter(
    (image) => !image.startsWith('agent-vitals/'),
  );
  if (await canPull(named[0] ?? '', env)) {
    for (const image of named) await command(['docker', 'pull', '--quiet', image], { env });
    return { files: COMPOSE_FILES, origin: 'pulled', remove: async () => {} };
  }
  const programs = await programFiles({
    root,
    cacheDir,
    env: process.env as Record<string, string>,
    onEvent: report,
  });
  await makeNodeImage(nodeImage(), env);
  await makeStandIns({ programs, busybox, images: composeImages(), env });
  return {
    files: [...COMPOSE_FILES, join('test/containers/without-grafana.yml')],
    remove: async () => {
      const made = [...Object.values(composeImages()), nodeImage(), 'agent-vitals/demo:0.1.0'];
      await command(['docker', 'image', 'rm', '--force', ...made], { env });
    },
    origin: "made of the natively built programs; Grafana's is left out, as there is none of it",
  };
}

const canPull = (image: string, env: Env): Promise<boolean> =>
  succeeds(['docker', 'manifest', 'inspect', image], { env, timeoutMs: 20_000 });
