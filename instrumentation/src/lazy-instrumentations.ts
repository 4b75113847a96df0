import { diag, trace } from '@opentelemetry/api';
import { registerInstrumentations, type Instrumentation } from '@opentelemetry/instrumentation';
import { supportsSyncHooks } from 'import-in-the-middle/register-hooks.mjs';
import { createRequire, registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { EcosystemEntry } from './ecosystem.js';
import { guard } from './guard.js';
import { packageOf } from './module-names.js';
import type { InstrumentationConfigs } from './options.js';

const require = createRequire(import.meta.url);

/** Instrumentations that are loaded when they are needed. */
export interface LazyInstrumentations {
  /** Those that are loaded by now. */
  loaded(): readonly Instrumentation[];
  /** The packages whose instrumentations are not loaded. */
  waitingFor(): readonly string[];
}

const load = (entry: EcosystemEntry, configs: InstrumentationConfigs): Instrumentation => {
  // The file that `import` would take. By its name, `require` would take the CommonJS copy, and
  // with it a second copy of what this package has loaded already.
  const file = fileURLToPath(import.meta.resolve(entry.name));
  const exports = require(file) as Record<string, new (config: object) => Instrumentation>;
  const Class = exports[entry.exported];
  if (Class === undefined) throw new Error(`${entry.name} exports no ${entry.exported}`);
  const given = configs[entry.name] ?? {};
  return new Class(entry.configure?.(given) ?? given);
};

/**
 * Loads each instrumentation of `entries` when the application first asks for a package that it
 * patches, by `import` or `require`, before that package is loaded: each costs milliseconds, and
 * an application uses few of the packages. Those that wait for nothing are loaded at once, and all
 * are where Node's in-thread hooks are not yet sound.
 */
export function createLazyInstrumentations(
  entries: readonly EcosystemEntry[],
  configs: InstrumentationConfigs,
): LazyInstrumentations {
  const loaded: Instrumentation[] = [];
  const waiting = new Map<string, EcosystemEntry>();

  const activate = (entry: EcosystemEntry): void => {
    for (const module of entry.modules) waiting.delete(packageOf(module));
    guard(`loading ${entry.name}`, () => {
      const instrumentation = load(entry, configs);
      loaded.push(instrumentation);
      registerInstrumentations({
        instrumentations: [instrumentation],
        ...(entry.measured && {
          tracerProvider: entry.measured(trace.getTracerProvider()),
        }),
      });
      diag.debug(`agent-vitals: loaded ${entry.name}`);
    });
  };

  const canWait = supportsSyncHooks();
  for (const entry of entries) {
    if (!canWait || entry.atStart?.(process.env) === true) activate(entry);
    else for (const module of entry.modules) waiting.set(packageOf(module), entry);
  }
  if (waiting.size > 0) {
    registerHooks({
      resolve(specifier, context, nextResolve) {
        const entry = waiting.get(packageOf(specifier));
        if (entry !== undefined) activate(entry);
        return nextResolve(specifier, context);
      },
    });
  }

  return { loaded: () => loaded, waitingFor: () => [...waiting.keys()] };
}
