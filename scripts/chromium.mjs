import { constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { isAllowed } from './is-allowed.mjs';
import { run } from './run.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The browser of the end-to-end tests, when there is one. */
export function findChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable);
}

/** Installs Debian's Chromium, where this user may. */
export async function installChromium() {
  if (process.getuid?.() !== 0 || !(process.env.PATH ?? '').split(delimiter).some(hasApt)) {
    console.error(
      'The tests open the console in Chromium, and there is none on PATH. Install it with your ' +
        "system's packages (Debian, Ubuntu: sudo apt-get install chromium), then run this again.",
    );
    return 1;
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const updated = await run(['apt-get', 'update', '-qq'], { env });
  if (updated !== 0) return updated;
  return await run(['apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
    env,
  });
}

function hasApt(folder) {
  return isExecutable(join(folder, 'apt-get'));
}

function isExecutable(file) {
  return isAllowed(file, constants.X_OK);
}
