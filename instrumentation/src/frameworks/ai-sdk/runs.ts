import { context, type Context } from '@opentelemetry/api';
import type { InferenceRecorder } from '../../inference/recorder.js';
import type { Settle } from '../../observe-result.js';
import { beginOperation } from '../../operation.js';
import { fieldsOf, text, type Fields } from '../../providers/fields.js';
import { nestedAgent } from '../nesting.js';

/**
 * Runs that are kept. One that the application never reads to its end never tells its end: with
 * this many newer ones it is given up, so that they cost bounded memory.
 */
const MAX_RUNS = 10_000;

/** One call of the AI SDK, such as `generateText`, from its start to its end. */
interface Run {
  /** What belongs to the run is inside of this. */
  readonly context: Context;
  /** True where the answers of the models are streamed. */
  readonly stream: boolean;
  /** Begun and not ended calls of models, by what identifies them. */
  readonly models: Map<string, InferenceRecorder>;
  readonly settle: Settle;
}

/** Operations that may call a model and tools in turn; the others call a model once. */
const LOOPS: ReadonlySet<unknown> = new Set(['ai.generateText', 'ai.streamText']);

const STREAMS: ReadonlySet<unknown> = new Set(['ai.streamText', 'ai.streamObject']);

const hasTools = (event: Fields): boolean => Object.keys(fieldsOf(event['tools'])).length > 0;

/** A run is an agent where it has a name, or tools. Without either it is a call of a model. */
const beginRun = (event: Fields): Pick<Run, 'context' | 'settle'> => {
  const parent = context.active();
  const name = text(event['functionId']);
  const isAgent = LOOPS.has(event['operationId']) && (name !== undefined || hasTools(event));
  const operation = isAgent ? nestedAgent(name, parent) : undefined;
  return operation === undefined
    ? { context: parent, settle: () => {} }
    : beginOperation(operation, parent);
};

const givenUp = (): Error =>
  Object.assign(new Error('The run was not read to its end'), { name: 'AbortError' });

/** The runs that have begun and not ended, by the SDK's `callId`. */
interface Runs {
  begin(event: Fields): void;
  get(event: Fields): Run | undefined;
  end(event: Fields, failure?: { readonly error: unknown }): void;
}

export function createRuns(): Runs {
  const runs = new Map<unknown, Run>();

  const end = (callId: unknown, failure?: { readonly error: unknown }): void => {
    const run = runs.get(callId);
    if (run === undefined) return;
    runs.delete(callId);
    // An attempt that was followed by a better one has told no end of its own.
    for (const model of run.models.values()) model.fail(failure?.error);
    run.settle(failure);
  };

  return {
    begin(event) {
      if (runs.size >= MAX_RUNS) end(runs.keys().next().value, { error: givenUp() });
      const stream = STREAMS.has(event['operationId']);
      runs.set(event['callId'], { ...beginRun(event), stream, models: new Map() });
    },
    get: (event) => runs.get(event['callId']),
    end: (event, failure) => end(event['callId'], failure),
  };
}
