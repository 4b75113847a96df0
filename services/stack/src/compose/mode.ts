import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RunMode } from '../run-mode.js';
import type { Settings } from '../settings.js';
import { StackError } from '../stack-error.js';
import { lacksForCompose } from './lacks.js';
import { composeProject } from './project.js';

/** The ways that `vitals up` can be told to run the programs. */
export const modes: readonly Mode[] = ['auto', 'compose', 'native'];

/** How the programs are to be run; `auto`: as {@link chooseMode} decides. */
export type Mode = RunMode | 'auto';

/** How they are run, and why. */
export interface ChosenMode {
  readonly mode: RunMode;
  readonly why: string;
}

/**
 * Decides how the programs are run: in containers where an engine answers and the images can be had,
 * unless processes have kept data here, which containers would not show.
 * @param wanted what was asked for
 * @throws {StackError} containers were asked for, and cannot be had
 */
export async function chooseMode(
  settings: Settings,
  wanted: Mode,
  demo: boolean,
): Promise<ChosenMode> {
  if (wanted === 'native') return { mode: 'native', why: 'as asked' };
  if (wanted === 'auto' && existsSync(join(settings.dataDir, 'prometheus'))) {
    const why = `its data is in ${settings.dataDir}; --mode compose for containers, with data of their own`;
    return { mode: 'native', why };
  }
  const lack = await lacksForCompose(settings, composeProject(settings, demo));
  if (lack === undefined) {
    const why =
      wanted === 'compose' ? 'as asked' : 'a Docker engine answers; --mode native for processes';
    return { mode: 'compose', why };
  }
  if (wanted === 'compose') throw new StackError(`It cannot run in containers: ${lack}.`);
  return { mode: 'native', why: lack };
}
