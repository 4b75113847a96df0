import { context, diag } from '@opentelemetry/api';
import {
  InstrumentationBase,
  InstrumentationNodeModuleDefinition,
  type InstrumentationConfig,
} from '@opentelemetry/instrumentation';
import { guard } from '../../guard.js';
import { beginInference, type InferenceRecorder } from '../../inference/recorder.js';
import { SCOPE_NAME, SCOPE_VERSION } from '../../scope.js';
import { ENDPOINTS, type Endpoint } from './endpoints.js';
import { fieldsOf, number, text, type Fields } from './fields.js';
import { observeCall } from './observe-call.js';
import { serverOf } from './provider-name.js';

type Create = (this: unknown, ...args: unknown[]) => unknown;
type Resource = { create: Create };

const begin = (endpoint: Endpoint, resource: unknown, body: unknown): InferenceRecorder => {
  const fields = fieldsOf(body);
  const server = serverOf(fieldsOf(fieldsOf(resource)['_client'])['baseURL']);
  return beginInference({
    operation: endpoint.operation,
    provider: server.provider,
    model: text(fields['model']) ?? 'unknown',
    stream: fields['stream'] === true,
    serverAddress: server.address,
    serverPort: server.port,
    temperature: number(fields['temperature']),
    topP: number(fields['top_p']),
    ...endpoint.request(fields),
  });
};

const observed = (endpoint: Endpoint, create: Create): Create =>
  function observedCreate(this: unknown, ...args) {
    const recorder = guard('beginning a model call', () => begin(endpoint, this, args[0]));
    if (recorder === undefined) return create.apply(this, args);
    let promise: unknown;
    try {
      promise = context.with(recorder.context, () => create.apply(this, args));
    } catch (error) {
      recorder.fail(error);
      throw error;
    }
    const known = guard('observing a model call', () => observeCall(promise, endpoint, recorder));
    if (known !== true) {
      diag.warn('agent-vitals: this version of the OpenAI SDK returns what is not known here');
      recorder.end();
    }
    return promise;
  };

/** The prototype that holds `create` of an endpoint; undefined where the SDK has none. */
const resourceOf = (moduleExports: unknown, endpoint: Endpoint): Resource | undefined => {
  // CommonJS exports the client's class itself, which is a function with fields.
  const exported = moduleExports as Fields;
  let found = (exported['OpenAI'] ?? exported['default'] ?? exported) as Fields | undefined;
  for (const name of endpoint.resource) found = found?.[name] as Fields | undefined;
  const prototype = found?.['prototype'];
  return typeof fieldsOf(prototype)['create'] === 'function' ? (prototype as Resource) : undefined;
};

/** Spans and metrics for the `openai` package: chat completions, responses and embeddings. */
export class OpenAiInstrumentation extends InstrumentationBase {
  constructor(config: InstrumentationConfig = {}) {
    super(`${SCOPE_NAME}/openai`, SCOPE_VERSION, config);
  }

  protected override init(): InstrumentationNodeModuleDefinition {
    return new InstrumentationNodeModuleDefinition(
      'openai',
      ['>=4.0.0 <8'],
      (moduleExports: unknown) => {
        for (const endpoint of ENDPOINTS) {
          const resource = resourceOf(moduleExports, endpoint);
          if (resource !== undefined) {
            this._wrap(resource, 'create', (create) => observed(endpoint, create));
          }
        }
        return moduleExports;
      },
      (moduleExports: unknown) => {
        for (const endpoint of ENDPOINTS) {
          const resource = resourceOf(moduleExports, endpoint);
          if (resource !== undefined) this._unwrap(resource, 'create');
        }
      },
    );
  }
}
