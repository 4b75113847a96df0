import {
  InstrumentationBase,
  InstrumentationNodeModuleDefinition,
  type InstrumentationConfig,
} from '@opentelemetry/instrumentation';
import { SCOPE_NAME, SCOPE_VERSION } from '../../scope.js';
import { RunContextStorage } from './run-context.js';
import { createRuns, type SdkSpan, type SdkTrace } from './runs.js';

/** The parts of `@openai/agents-core` that are relied on. */
interface AgentsCore {
  readonly Span: { readonly prototype: Lifecycle<SdkSpan> };
  readonly Trace: { readonly prototype: Lifecycle<SdkTrace> };
  readonly setTracingContextStorage: (storage: RunContextStorage | undefined) => void;
}

/** How a trace and a span of the SDK begin and end; one that is disabled has methods of its own. */
interface Lifecycle<T> {
  start: (this: T) => unknown;
  end: (this: T) => unknown;
}

/** One for the process: the SDK's builds for ES modules and CommonJS share their context too. */
const runs = createRuns();
const storage = new RunContextStorage(runs);

/**
 * Workflows, agents, tools, guardrails and handoffs of the OpenAI Agents SDK, from its own traces.
 * Its trace processors are called too late to lend a model call its context, and an application may
 * replace them; so the traces and spans themselves are observed. Its model calls go through the
 * `openai` package, whose instrumentation records them.
 */
export class OpenAiAgentsInstrumentation extends InstrumentationBase {
  constructor(config: InstrumentationConfig = {}) {
    super(`${SCOPE_NAME}/openai-agents`, SCOPE_VERSION, config);
  }

  private observe<T>(
    lifecycle: Lifecycle<T>,
    starts: (it: T) => void,
    ends: (it: T) => void,
  ): void {
    // Before the SDK's own: what it awaits there is inside already.
    this._wrap(
      lifecycle,
      'start',
      (start) =>
        function observedStart(this: T) {
          starts(this);
          return start.call(this);
        },
    );
    this._wrap(
      lifecycle,
      'end',
      (end) =>
        function observedEnd(this: T) {
          ends(this);
          return end.call(this);
        },
    );
  }

  protected override init(): InstrumentationNodeModuleDefinition {
    return new InstrumentationNodeModuleDefinition(
      '@openai/agents-core',
      ['>=0.20.0 <1'],
      (moduleExports: AgentsCore) => {
        this.observe(moduleExports.Trace.prototype, runs.traceStarts, runs.traceEnds);
        this.observe(moduleExports.Span.prototype, runs.spanStarts, runs.spanEnds);
        moduleExports.setTracingContextStorage(storage);
        return moduleExports;
      },
      (moduleExports: AgentsCore) => {
        for (const { prototype } of [moduleExports.Trace, moduleExports.Span]) {
          this._unwrap(prototype, 'start');
          this._unwrap(prototype, 'end');
        }
        moduleExports.setTracingContextStorage(undefined);
      },
    );
  }
}
