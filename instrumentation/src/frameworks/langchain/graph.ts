import { context, type Context } from '@opentelemetry/api';
import type { Caller } from '../../caller-context.js';
import { guard } from '../../guard.js';
import { runOperation, type Operation } from '../../operation.js';
import { fieldsOf, text, type Fields } from '../../providers/fields.js';
import { nestedAgent, nestedWorkflow } from '../nesting.js';
import type { Method } from './method.js';
import { nameNode } from './node.js';

/** What LangGraph calls a graph that was given no name. */
const UNNAMED = 'LangGraph';

/** The node that `createAgent` of `langchain` puts its calls to the model in. */
const MODEL_NODE = 'model_request';

/** Nodes beside the one that calls the model in what `createReactAgent` makes. */
const REACT_HOOKS: ReadonlySet<string> = new Set([
  'pre_model_hook',
  'post_model_hook',
  'generate_structured_response',
]);

/** A `ToolNode`: of LangGraph, and of `langchain`, which has a class of its own. */
const runsTools = (node: unknown): boolean =>
  Array.isArray(fieldsOf(fieldsOf(node)['bound'])['tools']);

/** The nodes of a graph but for its beginning. */
const nodesOf = (graph: Fields): readonly (readonly [name: string, node: object])[] =>
  Object.entries(fieldsOf(graph['nodes']) as Readonly<Record<string, object>>).filter(
    ([name]) => name !== '__start__',
  );

/** True for a graph that is the loop of one model with its tools: an agent, not a workflow. */
const isAgent = (graph: Fields): boolean => {
  const nodes = nodesOf(graph);
  if (nodes.some(([name]) => name === MODEL_NODE)) return true;
  const others = nodes.filter(([name, node]) => !runsTools(node) && !REACT_HOOKS.has(name));
  return others.length === 1 && nodes.some(([, node]) => runsTools(node));
};

const conversationOf = (graph: Fields, options: unknown): Caller => {
  const [own, configured] = [fieldsOf(options), fieldsOf(graph['config'])].map(
    (config) => fieldsOf(config['configurable'])['thread_id'],
  );
  const id = own ?? configured;
  return typeof id === 'string' || typeof id === 'number' ? { conversationId: String(id) } : {};
};

/**
 * What a run of `graph` is in the context `around`: a workflow, or an agent where the graph is the
 * loop of one model with its tools. Undefined where it is a part of what runs already.
 */
const operationOf = (graph: Fields, options: unknown, around: Context): Operation | undefined => {
  const told = text(graph['name']);
  const name = told === UNNAMED ? undefined : told;
  const more = conversationOf(graph, options);
  if (isAgent(graph)) return nestedAgent(name, around, more);
  for (const [key, node] of nodesOf(graph)) {
    // The one node of an entrypoint is the entrypoint itself.
    if (key !== name && !runsTools(node)) nameNode(node, key);
  }
  return nestedWorkflow(name, UNNAMED, around, more);
};

/** Observes `_streamIterator` of a compiled graph, which every way to run one goes through. */
export function observeGraph(original: Method): Method {
  return function observedGraph(this: unknown, ...args) {
    const run = (): unknown => original.apply(this, args);
    const operation = guard('naming a graph', () =>
      operationOf(fieldsOf(this), args[1], context.active()),
    );
    return operation === undefined ? run() : runOperation(() => operation, run);
  };
}
