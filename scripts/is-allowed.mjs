import { accessSync } from 'node:fs';

/**
 * Whether this user may do something with a file or folder; no where there is none.
 * @param {string} path
 * @param {number} mode such as `constants.X_OK` of `node:fs`
 */
export function isAllowed(path, mode) {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}
