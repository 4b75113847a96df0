import type { Instrumentation } from '@opentelemetry/instrumentation';
import {
  register as registerSync,
  supportsSyncHooks,
} from 'import-in-the-middle/register-hooks.mjs';
import { register } from 'node:module';
import { definitionsOf } from './module-definitions.js';

/** A file of a package, such as `mysql2/promise.js`, wherever the package is installed. */
const fileOfPackage = (name: string): RegExp =>
  new RegExp(`/node_modules/${name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}$`);

/**
 * Makes the ES modules patchable that `instrumentations` patch, for the whole process; CommonJS
 * ones are patched through `require`. All other modules are left alone: a wrapped module is an
 * imitation, slower to load and not always a perfect one. Where Node's in-thread hooks are not yet
 * sound, the loader thread is used.
 */
export function registerModuleHooks(instrumentations: readonly Instrumentation[]): void {
  const definitions = instrumentations.flatMap(definitionsOf);
  const include = definitions.flatMap(({ name, files }) => [
    name,
    ...files.map((file) => fileOfPackage(file.name)),
  ]);
  if (supportsSyncHooks()) {
    registerSync({ include });
  } else {
    register('import-in-the-middle/hook.mjs', import.meta.url, { data: { include } });
  }
}
