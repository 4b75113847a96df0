/** Installs or builds the servers that tests talk to, where they are missing. */
import { spawnSync } from 'node:child_process';
import { buildProgram, findProgram, PROGRAMS, type ServerName } from './programs.ts';

const missing = (Object.keys(PROGRAMS) as ServerName[]).filter(
  (name) => findProgram(name) === undefined,
);

const tell = (text: string): void => void process.stderr.write(`${text}\n`);

const packages = missing.flatMap((name) => {
  const program = PROGRAMS[name];
  return 'debianPackage' in program ? [program.debianPackage] : [];
});

const aptGet = (...args: readonly string[]): boolean => {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
};

if (packages.length > 0) {
  const installed =
    process.getuid?.() === 0 &&
    aptGet('update', '-qq') &&
    aptGet('install', '-y', '-qq', '--no-install-recommends', ...packages);
  if (!installed) {
    tell(
      `Tests that talk to real servers are left out. To have them run: ` +
        `sudo apt-get install ${packages.join(' ')}`,
    );
  }
}

for (const name of missing) {
  if (!('build' in PROGRAMS[name])) continue;
  tell(`Building the server for the tests with ${name} …`);
  try {
    buildProgram(name);
  } catch (error) {
    const { message } = error as Error;
    tell(`The tests with ${name} are left out: it could not be built: ${message}`);
  }
}
