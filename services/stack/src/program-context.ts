import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Binaries } from './binaries/resolve.js';
import type { Environment } from './environment.js';
import type { Program, ProgramContext } from './program.js';

/** Puts together what a program's definition may refer to, and makes its data folder. */
export function createContext(options: {
  readonly program: Program;
  readonly root: string;
  readonly dataDir: string;
  readonly env: Environment;
  readonly binaries: ReadonlyMap<string, Binaries>;
}): ProgramContext {
  const { program, root, env } = options;
  const dataDir = join(options.dataDir, program.name);
  if (program.binaries !== undefined) mkdirSync(dataDir, { recursive: true });
  return {
    root,
    dataDir,
    configDir: join(options.dataDir, 'etc', program.name),
    env,
    command: (name) => {
      const file = options.binaries.get(program.name)?.files[name];
      if (file === undefined) throw new Error(`${program.name} has no command ${name}.`);
      return file;
    },
  };
}
