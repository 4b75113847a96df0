import type { Settings } from '../settings.js';
import { docker, type DockerAnswer } from './docker.js';
import { servicesOf, type ComposeProject } from './project.js';

/** How long each question may take: who has no containers must not wait for them, in milliseconds. */
const patienceMs = 10_000;

/**
 * Says why the stack cannot run in containers: no engine answers, Compose is missing, or an image is
 * neither there nor to be had.
 * @returns undefined when it can
 */
export async function lacksForCompose(
  { root, env }: Settings,
  project: ComposeProject,
): Promise<string | undefined> {
  const ask = (...args: string[]): Promise<DockerAnswer> =>
    docker({ args, cwd: root, env, timeoutMs: patienceMs });

  const engine = await ask('version', '--format', '{{.Server.Version}}');
  if (engine.code === 127) return 'there is no docker command';
  if (engine.code !== 0) return `no Docker engine answers (${lastLine(engine.stderr)})`;
  const compose = await ask('compose', 'version', '--short');
  if (compose.code !== 0) return 'the docker command has no Compose (docker compose version)';

  const images = await imagesOf(project);
  const isHere = async (image: string): Promise<boolean> =>
    (await ask('image', 'inspect', image)).code === 0;
  for (const { image, from } of images) {
    if ((await isHere(image)) || (await isHere(from))) continue;
    const found = await ask('manifest', 'inspect', from);
    if (found.code !== 0) {
      const what = from === image ? image : `${from}, of which ${image} is built,`;
      return `the image ${what} is neither here nor can be pulled (${lastLine(found.stderr)})`;
    }
  }
  return undefined;
}

/** An image of the project, and what must be pulled to have it: of our own, what they are built from. */
interface NeededImage {
  readonly image: string;
  readonly from: string;
}

async function imagesOf(project: ComposeProject): Promise<readonly NeededImage[]> {
  const needed = new Map<string, NeededImage>();
  for (const { image, build } of Object.values(await servicesOf(project))) {
    if (!needed.has(image) || build) {
      needed.set(image, { image, from: build?.args?.NODE_IMAGE ?? image });
    }
  }
  return [...needed.values()];
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
