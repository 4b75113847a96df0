import {
  InstrumentationBase,
  InstrumentationNodeModuleDefinition,
  InstrumentationNodeModuleFile,
  type InstrumentationConfig,
} from '@opentelemetry/instrumentation';
import { fieldsOf } from '../../providers/fields.js';
import { SCOPE_NAME, SCOPE_VERSION } from '../../scope.js';
import { observeChunks, observeGenerate } from './chat-model.js';
import { observeGraph } from './graph.js';
import type { Method } from './method.js';
import { observeGetNode, observeTask } from './node.js';
import { observeRetriever, observeTool } from './tool.js';

/** One method that is observed, and where it is defined. */
interface Patch {
  readonly module: '@langchain/core' | '@langchain/langgraph';
  /** File of the module, without its ending: `.js` for ES modules, `.cjs` for CommonJS. */
  readonly file: string;
  /** Undefined where the method is a function of the file. */
  readonly class?: string;
  readonly method: string;
  readonly observe: (original: Method) => Method;
}

/** Every other chat model, tool, retriever and graph derives from one of these classes. */
const PATCHES: readonly Patch[] = [
  {
    module: '@langchain/core',
    file: 'dist/language_models/chat_models',
    class: 'BaseChatModel',
    method: '_generateUncached',
    observe: observeGenerate,
  },
  {
    module: '@langchain/core',
    file: 'dist/language_models/chat_models',
    class: 'BaseChatModel',
    method: '_streamIterator',
    observe: observeChunks,
  },
  {
    module: '@langchain/core',
    file: 'dist/tools/index',
    class: 'StructuredTool',
    method: 'call',
    observe: observeTool,
  },
  {
    module: '@langchain/core',
    file: 'dist/retrievers/index',
    class: 'BaseRetriever',
    method: 'invoke',
    observe: observeRetriever,
  },
  {
    module: '@langchain/langgraph',
    file: 'dist/pregel/index',
    class: 'Pregel',
    method: '_streamIterator',
    observe: observeGraph,
  },
  {
    module: '@langchain/langgraph',
    file: 'dist/pregel/read',
    class: 'PregelNode',
    method: 'getNode',
    observe: observeGetNode,
  },
  {
    module: '@langchain/langgraph',
    file: 'dist/pregel/call',
    method: 'getRunnableForFunc',
    observe: observeTask,
  },
];

const VERSIONS = ['>=1.0.0 <2'];

/** The part of `moduleExports` that has the method; undefined where there is none. */
const holderOf = (moduleExports: unknown, patch: Patch): Record<string, Method> | undefined => {
  const holder =
    patch.class === undefined
      ? moduleExports
      : fieldsOf(fieldsOf(moduleExports)[patch.class])['prototype'];
  return typeof fieldsOf(holder)[patch.method] === 'function'
    ? (holder as Record<string, Method>)
    : undefined;
};

/**
 * Workflows, agents, tools and retrievers of LangChain.js and LangGraph.js, and the calls of chat
 * models whose SDK nothing else records.
 */
export class LangChainInstrumentation extends InstrumentationBase {
  constructor(config: InstrumentationConfig = {}) {
    super(`${SCOPE_NAME}/langchain`, SCOPE_VERSION, config);
  }

  private file(module: string, file: string): InstrumentationNodeModuleFile {
    const patches = PATCHES.filter((it) => it.module === module && file.startsWith(`${it.file}.`));
    return new InstrumentationNodeModuleFile(
      `${module}/${file}`,
      VERSIONS,
      (moduleExports: unknown) => {
        for (const patch of patches) {
          const holder = holderOf(moduleExports, patch);
          if (holder !== undefined) this._wrap(holder, patch.method, patch.observe);
        }
        return moduleExports;
      },
      (moduleExports: unknown) => {
        for (const patch of patches) {
          const holder = holderOf(moduleExports, patch);
          if (holder !== undefined) this._unwrap(holder, patch.method);
        }
      },
    );
  }

  protected override init(): InstrumentationNodeModuleDefinition[] {
    return (['@langchain/core', '@langchain/langgraph'] as const).map((module) => {
      const files = new Set(PATCHES.filter((it) => it.module === module).map((it) => it.file));
      return new InstrumentationNodeModuleDefinition(
        module,
        VERSIONS,
        undefined,
        undefined,
        [...files].flatMap((file) => [
          this.file(module, `${file}.js`),
          this.file(module, `${file}.cjs`),
        ]),
      );
    });
  }
}
