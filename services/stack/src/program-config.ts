import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Environment } from './environment.js';
import type { Program, ProgramConfig, ProgramContext } from './program.js';
import { StackError } from './stack-error.js';

/**
 * Copies a program's configuration to the folder that it is started with, fresh each time.
 * @throws {StackError} a file is missing, or refers to a variable that is not set
 */
export function writeConfig(
  config: ProgramConfig,
  root: string,
  to: string,
  env: Environment,
): void {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  for (const name of config.include) {
    const from = join(root, config.folder, name);
    if (!existsSync(from)) throw new StackError(`${from} is missing; the checkout is incomplete.`);
    cpSync(from, join(to, name), { recursive: true });
  }
  if (!config.expand) return;
  for (const file of readdirSync(to, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(ya?ml|tmpl)$/.test(file)) continue;
    const text = readFileSync(join(to, file), 'utf8');
    writeFileSync(join(to, file), expand(text, env, join(config.folder, file)));
  }
}

/**
 * Replaces `${env:NAME}` by the variable's value.
 * @param file the name that errors carry
 * @throws {StackError} naming the file, the line and the variable that is not set
 */
export function expand(text: string, env: Environment, file: string): string {
  return text.replaceAll(/\$\{env:(\w+)\}/g, (_, name: string, offset: number) => {
    const value = env[name];
    if (value !== undefined) return value;
    const line = text.slice(0, offset).split('\n').length;
    throw new StackError(
      `${file}:${line} refers to the variable ${name}, which the launcher does not set.`,
    );
  });
}

/**
 * Has a program check its configuration.
 * @returns what the program says against it; undefined when it is content
 */
export async function checkConfig(
  program: Program,
  context: ProgramContext,
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const { config } = program;
  if (config === undefined) return undefined;
  const { file, args } = config.check(context);
  const { failed, said } = await new Promise<{ failed: boolean; said: string }>((resolve) => {
    execFile(file, args, { env, timeout: 60_000 }, (error, stdout, stderr) => {
      const words = `${stdout}\n${stderr}`.trim();
      resolve({ failed: error !== null, said: words === '' ? (error?.message ?? '') : words });
    });
  });
  if (!failed) return undefined;
  const files = config.include.map((name) => join(config.folder, name)).join(', ');
  const words = said
    .split('\n')
    .slice(-20)
    .map((line) => `    ${line}`);
  return `${program.name} rejects its configuration (${files}, as expanded in ${context.configDir}):\n${words.join('\n')}`;
}
