import {
  InstrumentationBase,
  InstrumentationNodeModuleDefinition,
  type InstrumentationConfig,
} from '@opentelemetry/instrumentation';
import { fieldsOf } from '../../providers/fields.js';
import { SCOPE_NAME, SCOPE_VERSION } from '../../scope.js';
import { telemetry } from './telemetry.js';

type Method = (this: Record<string, unknown>, ...args: unknown[]) => unknown;

/**
 * The jobs of a flow carry their context only where they have options.
 * https://github.com/taskforcesh/bullmq/blob/master/src/classes/flow-producer.ts
 */
const withOptions = (original: Method): Method =>
  function observed(tree, ...rest) {
    const { node } = fieldsOf(tree);
    const options = fieldsOf(node)['opts'] ?? {};
    const complete = { ...fieldsOf(tree), node: { ...fieldsOf(node), opts: options } };
    return original.call(this, complete, ...rest);
  };

const withTelemetry =
  (holder: (instance: object) => unknown) =>
  (original: Method): Method =>
    function observed(...args) {
      const target = holder(this);
      if (typeof target === 'object' && target !== null) {
        (target as Record<string, unknown>)['telemetry'] ??= telemetry;
      }
      return original.apply(this, args);
    };

const ofOptions = withTelemetry((instance) => fieldsOf(instance)['opts']);
const ofInstance = withTelemetry((instance) => instance);

/** The methods before which queues, workers and flows get their telemetry. */
const PATCHES: readonly {
  readonly class: string;
  readonly method: string;
  readonly observe: (original: Method) => Method;
}[] = [
  { class: 'QueueBase', method: 'trace', observe: ofOptions },
  { class: 'FlowProducer', method: 'add', observe: ofInstance },
  { class: 'FlowProducer', method: 'addBulk', observe: ofInstance },
  { class: 'FlowProducer', method: 'addNode', observe: withOptions },
];

const prototypeOf = (moduleExports: unknown, name: string): Record<string, Method> | undefined =>
  fieldsOf(fieldsOf(moduleExports)[name])['prototype'] as Record<string, Method> | undefined;

/** Jobs of BullMQ, through the telemetry that its classes take: the application's own comes first. */
export class BullMqInstrumentation extends InstrumentationBase {
  constructor(config: InstrumentationConfig = {}) {
    super(`${SCOPE_NAME}/bullmq`, SCOPE_VERSION, config);
  }

  protected override init(): InstrumentationNodeModuleDefinition {
    return new InstrumentationNodeModuleDefinition(
      'bullmq',
      ['>=5.20.0 <7'],
      (moduleExports: unknown) => {
        for (const patch of PATCHES) {
          const prototype = prototypeOf(moduleExports, patch.class);
          if (typeof prototype?.[patch.method] !== 'function') continue;
          this._wrap(prototype, patch.method, patch.observe);
        }
        return moduleExports;
      },
      (moduleExports: unknown) => {
        for (const patch of PATCHES) {
          const prototype = prototypeOf(moduleExports, patch.class);
          if (prototype !== undefined) this._unwrap(prototype, patch.method);
        }
      },
    );
  }
}
