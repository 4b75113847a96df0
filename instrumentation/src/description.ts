import type { LazyInstrumentations } from './lazy-instrumentations.js';
import { definitionsOf } from './module-definitions.js';

/** A module that was found and patched. */
export interface PatchedModule {
  readonly module: string;
  readonly version: string | undefined;
  /** The instrumentation that patched it. */
  readonly by: string;
}

/** What is running, in words that help to find out why something does not show up. */
export interface VitalsDescription {
  /** False where nothing is recorded; `reason` says why. */
  readonly running: boolean;
  readonly reason?: string;
  /** Attributes of the resource, such as `service.name`. */
  readonly resource: Readonly<Record<string, unknown>>;
  readonly metricIntervalMs: number;
  /** Modules that were loaded after the start, and patched. */
  readonly patched: readonly PatchedModule[];
  /**
   * Modules that would be patched and were not seen: not loaded, loaded before the start, or of
   * a version that is not supported.
   */
  readonly notSeen: readonly string[];
}

/** What has been patched by now, and what may still be. */
export function describePatches(
  instrumentations: LazyInstrumentations,
): Pick<VitalsDescription, 'patched' | 'notSeen'> {
  const patched: PatchedModule[] = [];
  const notSeen = new Set(instrumentations.waitingFor());
  for (const instrumentation of instrumentations.loaded()) {
    for (const definition of definitionsOf(instrumentation)) {
      const touched = [definition, ...definition.files].some(
        (it) => it.moduleExports !== undefined,
      );
      if (touched) {
        patched.push({
          module: definition.name,
          version: definition.moduleVersion,
          by: instrumentation.instrumentationName,
        });
      } else {
        notSeen.add(definition.name);
      }
    }
  }
  for (const { module } of patched) notSeen.delete(module);
  return { patched, notSeen: [...notSeen].sort() };
}
