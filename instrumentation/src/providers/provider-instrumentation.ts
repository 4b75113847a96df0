import { context, diag } from '@opentelemetry/api';
import {
  InstrumentationBase,
  InstrumentationNodeModuleDefinition,
  InstrumentationNodeModuleFile,
  isWrapped,
  type Instrumentation,
} from '@opentelemetry/instrumentation';
import { guard } from '../guard.js';
import { beginInference } from '../inference/recorder.js';
import { SCOPE_NAME, SCOPE_VERSION } from '../scope.js';
import { fieldsOf, type Fields } from './fields.js';
import { observeCall } from './observe-call.js';
import type { Endpoint, Provider } from './provider.js';

type Method = (this: unknown, ...args: unknown[]) => unknown;

const observed = (module: string, endpoint: Endpoint, method: Method): Method =>
  function observedMethod(this: unknown, ...args) {
    const recorder = guard('beginning a model call', () =>
      beginInference(endpoint.request(fieldsOf(args[0]), fieldsOf(this))),
    );
    if (recorder === undefined) return method.apply(this, args);
    let returned: unknown;
    try {
      returned = context.with(recorder.context, () => method.apply(this, args));
    } catch (error) {
      recorder.fail(error);
      throw error;
    }
    const observation = guard('observing a model call', () =>
      observeCall(returned, endpoint, recorder, endpoint.signal?.(fieldsOf(args[0]))),
    );
    if (observation !== undefined) return observation;
    diag.warn(`agent-vitals: this version of ${module} returns what is not known here`);
    recorder.end();
    return returned;
  };

/** Follows `path` from a module's exports, wherever its build puts the first class. */
const classAt = (moduleExports: Fields, path: readonly string[]): Fields => {
  const [first = '', ...rest] = path;
  // The CommonJS build of an SDK may export the client's class itself, or as `default`.
  const client = moduleExports[first] ?? moduleExports['default'] ?? moduleExports;
  return rest.reduce<Fields>((holder, name) => fieldsOf(holder[name]), fieldsOf(client));
};

/** The prototype with the method of an endpoint; undefined where this version has none. */
const holderOf = (
  moduleExports: unknown,
  endpoint: Endpoint,
): Record<string, Method> | undefined => {
  const { prototype } = classAt(fieldsOf(moduleExports), endpoint.class);
  return typeof fieldsOf(prototype)[endpoint.method] === 'function'
    ? (prototype as Record<string, Method>)
    : undefined;
};

/** Spans and metrics for the calls to models that go through the SDK of `provider`. */
export function createProviderInstrumentation(provider: Provider): Instrumentation {
  // A class of its own for each: the base class calls `init` before a constructor could keep
  // the provider.
  let undo: (() => void) | undefined;

  class ProviderInstrumentation extends InstrumentationBase {
    constructor() {
      super(`${SCOPE_NAME}/${provider.name}`, SCOPE_VERSION, {});
    }

    private patch(moduleExports: unknown): unknown {
      undo = provider.prepare?.(fieldsOf(moduleExports)) ?? undo;
      for (const endpoint of provider.endpoints) {
        const holder = holderOf(moduleExports, endpoint);
        // The same class may be reached through several modules.
        if (holder === undefined || isWrapped(holder[endpoint.method])) continue;
        this._wrap(holder, endpoint.method, (method) =>
          observed(provider.module, endpoint, method),
        );
      }
      return moduleExports;
    }

    private unpatch(moduleExports: unknown): void {
      undo?.();
      undo = undefined;
      for (const endpoint of provider.endpoints) {
        const holder = holderOf(moduleExports, endpoint);
        if (isWrapped(holder?.[endpoint.method])) this._unwrap(holder, endpoint.method);
      }
    }

    protected override init(): InstrumentationNodeModuleDefinition {
      const { module, versions, files = [] } = provider;
      const patch = (moduleExports: unknown): unknown => this.patch(moduleExports);
      const unpatch = (moduleExports: unknown): void => this.unpatch(moduleExports);
      return new InstrumentationNodeModuleDefinition(
        module,
        [...versions],
        patch,
        unpatch,
        files.map((file) => new InstrumentationNodeModuleFile(file, [...versions], patch, unpatch)),
      );
    }
  }
  return new ProviderInstrumentation();
}
