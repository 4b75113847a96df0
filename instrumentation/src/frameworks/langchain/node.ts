import { context, INVALID_SPAN_CONTEXT, trace, type Span } from '@opentelemetry/api';
import { agentOperation } from '../../agent.js';
import { callerOf, withCaller, type Caller, type GraphNode } from '../../caller-context.js';
import { guard } from '../../guard.js';
import { observeResult } from '../../observe-result.js';
import { beginOperation, type BegunOperation } from '../../operation.js';
import type { Method } from './method.js';

/** The names of the nodes that may be agents. */
const names = new WeakMap<object, string>();

/** Makes `node`, a `PregelNode`, known as a node that may be an agent. */
export function nameNode(node: object, name: string): void {
  names.set(node, name);
}

const NO_SPAN = trace.wrapSpanContext(INVALID_SPAN_CONTEXT);

/** A span that is another one by and by. */
const spanThatIs = (current: () => Span): Span =>
  new Proxy(NO_SPAN, {
    get(_, key) {
      const span = current();
      const value: unknown = Reflect.get(span, key);
      return typeof value === 'function' ? value.bind(span) : value;
    },
  });

/**
 * Runs a node of a graph. Which nodes are agents is not told anywhere, so the first call to a model
 * tells: from then on the node is an agent, which began when the node did, and what comes later is
 * inside. A node that calls no model by itself leaves no trace: it routes, it runs tools, or it
 * runs an agent that has a name.
 */
const runNode = <R>(name: string, run: () => R): R => {
  const around = context.active();
  const startTime = performance.now();
  let begun: BegunOperation | undefined;
  let agent: Caller | undefined;
  let over = false;

  const node: GraphNode = {
    name,
    get agent() {
      return agent;
    },
    callsModel() {
      if (over || begun !== undefined) return;
      begun = beginOperation({ ...agentOperation({ name }, around), startTime }, around);
      const { agentName = name, agentVersion, invocation } = callerOf(begun.context);
      agent = { agentName, agentVersion, ...(invocation && { invocation }) };
    },
  };
  const span = spanThatIs(() => trace.getSpan(begun?.context ?? around) ?? NO_SPAN);
  const inside = trace.setSpan(withCaller(around, { node }), span);
  return observeResult(context.with(inside, run), inside, (failure) => {
    over = true;
    begun?.settle(failure);
  });
};

/** Makes what a graph runs for a node of that name known as the node. */
const observeRunnable = (made: unknown, name: string): void => {
  const runnable = made as { invoke: Method };
  const { invoke } = runnable;
  runnable.invoke = function observedInvoke(...input) {
    return runNode(name, () => invoke.apply(runnable, input));
  };
};

/**
 * Observes `getNode` of a `PregelNode`, which makes what a graph runs for a node: a sequence of the
 * node and of what writes its result.
 */
export function observeGetNode(original: Method): Method {
  return function observedGetNode(this: unknown, ...args) {
    const made = original.apply(this, args);
    guard('observing a node', () => {
      const name = names.get(this as object);
      const { bound } = this as { readonly bound?: unknown };
      // A node without writers is what the application made: not to be touched.
      if (name !== undefined && made !== undefined && made !== bound) observeRunnable(made, name);
    });
    return made;
  };
}

/** Observes `getRunnableForFunc`, which makes what an entrypoint runs for a task. */
export function observeTask(original: Method): Method {
  return function observedTask(this: unknown, ...args) {
    const made = original.apply(this, args);
    guard('observing a task', () => observeRunnable(made, String(args[0])));
    return made;
  };
}
