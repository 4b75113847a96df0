import {
  register as registerSync,
  supportsSyncHooks,
} from 'import-in-the-middle/register-hooks.mjs';
import { register } from 'node:module';

let registered = false;

/**
 * Makes ES modules patchable, from now on and for the whole process; CommonJS ones are patched
 * through `require`. Where Node's in-thread hooks are not yet sound, the loader thread is used.
 */
export function registerModuleHooks(): void {
  if (registered) return;
  registered = true;
  if (supportsSyncHooks()) {
    registerSync();
  } else {
    register('import-in-the-middle/hook.mjs', import.meta.url);
  }
}
