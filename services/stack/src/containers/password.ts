import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';

/**
 * Generates a password at the first start.
 * @param file made with mode 0600; what is there already stays
 * @returns the password when it is new, which is the one time to show it
 */
export function createPassword(file: string): string | undefined {
  const password = randomBytes(24).toString('base64url');
  try {
    // No newline: programs take the file as it is.
    writeFileSync(file, password, { flag: 'wx', mode: 0o600 });
    return password;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  }
}
