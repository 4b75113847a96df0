import { StackError } from '../stack-error.js';
import type { ProgramStatus } from '../status.js';
import type { ComposeProject } from './project.js';

/** One line of `docker compose ps --format json`. */
interface ContainerLine {
  readonly ID: string;
  readonly Service: string;
  readonly Image: string;
  /** `running`, `restarting`, `exited`, `created`. */
  readonly State: string;
  /** `healthy`, `starting`, `unhealthy`; empty for a container without a check. */
  readonly Health: string;
  readonly Publishers?: readonly { readonly URL: string; readonly PublishedPort: number }[] | null;
}

/** The containers that are there; that which prepares the volumes has ended, and is left out. */
export async function composeStatus(project: ComposeProject): Promise<readonly ProgramStatus[]> {
  return (await listContainers(project)).map(({ status }) => status);
}

/** A container of the project. */
export interface Container {
  readonly id: string;
  readonly status: ProgramStatus;
}

/**
 * The same, with their ids.
 * @throws {StackError} the engine does not answer, or the compose file cannot be read
 */
export async function listContainers(project: ComposeProject): Promise<readonly Container[]> {
  const { code, stdout, stderr } = await project.run(['ps', '--all', '--format', 'json']);
  if (code !== 0) throw new StackError(`docker compose ps: ${stderr.trim()}`);
  return parseContainers(stdout);
}

/** @param lines the output of `docker compose ps --all --format json` */
export function parseContainers(lines: string): readonly Container[] {
  return lines
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as ContainerLine)
    .filter(({ Service }) => Service !== 'setup')
    .map((container) => ({
      id: container.ID,
      status: {
        name: container.Service,
        mode: 'compose',
        state: stateOf(container),
        version: container.Image.split(':').at(-1) ?? '',
        pid: null,
        address: addressOf(container),
        memoryBytes: null,
      },
    }));
}

function stateOf({ State, Health }: ContainerLine): ProgramStatus['state'] {
  if (State === 'restarting') return 'restarting';
  if (State !== 'running') return 'stopped';
  return Health === '' || Health === 'healthy' ? 'ready' : 'starting';
}

function addressOf({ Publishers }: ContainerLine): string | null {
  const published = Publishers?.find(({ PublishedPort }) => PublishedPort > 0);
  return published === undefined ? null : `http://${published.URL}:${published.PublishedPort}`;
}
