import { context } from '@opentelemetry/api';
import { getRPCMetadata, RPCType } from '@opentelemetry/core';
import {
  InstrumentationBase,
  InstrumentationNodeModuleDefinition,
  type InstrumentationConfig,
} from '@opentelemetry/instrumentation';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { guard } from '../guard.js';
import { fieldsOf, text } from '../providers/fields.js';
import { SCOPE_NAME, SCOPE_VERSION } from '../scope.js';

/** On which Fastify tells of each application that is made, before its own hooks are added. */
const CHANNEL = 'fastify.initialization';

type Hook = (request: unknown, reply: unknown, done: () => void) => void;

interface Application {
  addHook(name: 'onRequest', hook: Hook): void;
}

/** Tells the span of the request, and its duration metric, which route answers it. */
const tellRoute: Hook = (request, _reply, done) => {
  guard('reading the route of a request', () => {
    const rpc = getRPCMetadata(context.active());
    const route = text(fieldsOf(fieldsOf(request)['routeOptions'])['url']);
    if (rpc?.type === RPCType.HTTP && route !== undefined) rpc.route = route;
  });
  done();
};

const onInitialization = (message: unknown): void => {
  guard('adding a hook to Fastify', () => {
    (fieldsOf(message)['fastify'] as Application).addHook('onRequest', tellRoute);
  });
};

/**
 * The route of the requests to Fastify applications. What else there is to know of a request is
 * known to the instrumentation of `http`; a span for each of their hooks would tell nothing.
 */
export class FastifyInstrumentation extends InstrumentationBase {
  constructor(config: InstrumentationConfig = {}) {
    super(`${SCOPE_NAME}/fastify`, SCOPE_VERSION, config);
  }

  protected override init(): InstrumentationNodeModuleDefinition {
    return new InstrumentationNodeModuleDefinition(
      'fastify',
      ['>=4.10.0 <6'],
      (moduleExports: unknown) => {
        subscribe(CHANNEL, onInitialization);
        return moduleExports;
      },
      () => void unsubscribe(CHANNEL, onInitialization),
    );
  }
}
