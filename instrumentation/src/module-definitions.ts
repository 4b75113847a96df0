import type {
  Instrumentation,
  InstrumentationModuleDefinition,
} from '@opentelemetry/instrumentation';

/** A module that an instrumentation patches; with `moduleExports` when it has been. */
export interface ModuleDefinition extends InstrumentationModuleDefinition {
  readonly moduleExports?: unknown;
}

/**
 * The modules that an instrumentation patches. The public `getModuleDefinitions()` makes new
 * definitions, which do not know what was patched.
 */
export function definitionsOf(instrumentation: Instrumentation): readonly ModuleDefinition[] {
  return (instrumentation as { readonly _modules?: readonly ModuleDefinition[] })._modules ?? [];
}
