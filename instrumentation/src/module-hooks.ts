import {
  register as registerSync,
  supportsSyncHooks,
} from 'import-in-the-middle/register-hooks.mjs';
import { register } from 'node:module';
import { packageOf } from './module-names.js';

/** A file of a package, such as `mysql2/promise.js`, wherever the package is installed. */
const fileOfPackage = (name: string): RegExp =>
  new RegExp(`/node_modules/${name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}$`);

/**
 * Makes the ES modules patchable that are named in `modules`, for the whole process; CommonJS ones
 * are patched through `require`. All other modules are left alone: a wrapped module is an
 * imitation, slower to load and not always a perfect one. Where Node's in-thread hooks are not yet
 * sound, the loader thread is used.
 */
export function registerModuleHooks(modules: readonly string[]): void {
  const include = modules.map((name) => (packageOf(name) === name ? name : fileOfPackage(name)));
  if (supportsSyncHooks()) {
    registerSync({ include });
  } else {
    register('import-in-the-middle/hook.mjs', import.meta.url, { data: { include } });
  }
}
