import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { command, succeeds } from './command.js';

/** What keeps packages from starting services while they are installed; see invoke-rc.d(8). */
const POLICY = '/usr/sbin/policy-rc.d';

/** Whether this user may install packages here. */
export async function canInstall(): Promise<boolean> {
  return process.getuid?.() === 0 && (await succeeds(['apt-get', '--version']));
}

/**
 * Installs Debian's packages; no service of theirs is started.
 * @throws {Error} they cannot be installed
 */
export async function install(...packages: readonly string[]): Promise<void> {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const mine = !existsSync(POLICY);
  if (mine) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await command(['apt-get', 'update', '-qq'], { env });
    await command(['apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...packages], {
      env,
    });
  } finally {
    if (mine) rmSync(POLICY);
  }
}
