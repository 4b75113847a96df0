import { spawnSync } from 'node:child_process';

/** Marks the process that gave up root, so that it does not try again. */
const MARK = 'VITALS_DEMO_DATABASE_UNPRIVILEGED';

/**
 * Goes on as an ordinary user when the process runs as root, as PostgreSQL demands, and keeps only
 * the right to reach files in folders that are closed to that user, such as root's home. Replaces
 * the running program, with the same process id. Where `setpriv` is missing or not permitted, it
 * returns and PostgreSQL alone changes the user, which needs folders that the user can reach.
 * @param environment of the process
 */
export function leaveRoot(environment: NodeJS.ProcessEnv): void {
  if (process.getuid?.() !== 0 || environment[MARK] !== undefined) return;
  const setpriv = output('sh', '-c', 'command -v setpriv');
  const user = ['postgres', 'nobody'].find((name) => output('id', '-u', name) !== '');
  if (setpriv === '' || user === undefined) return;
  const drop = [
    `--reuid=${output('id', '-u', user)}`,
    `--regid=${output('id', '-g', user)}`,
    '--clear-groups',
    // So that the access() of PostgreSQL, which looks at its own files, knows that right as well.
    '--securebits=+no_setuid_fixup',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
  ];
  if (spawnSync(setpriv, [...drop, 'true']).status !== 0) return;
  const argv = [...process.execArgv, ...process.argv.slice(1)];
  process.execve?.(setpriv, [setpriv, ...drop, process.execPath, ...argv], {
    ...environment,
    [MARK]: user,
  });
}

/** What a program prints; nothing when it is missing or fails. */
function output(program: string, ...argv: readonly string[]): string {
  return spawnSync(program, argv, { encoding: 'utf8' }).stdout?.trim() ?? '';
}
