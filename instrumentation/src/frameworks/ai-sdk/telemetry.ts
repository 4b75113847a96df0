import { context } from '@opentelemetry/api';
import { guard } from '../../guard.js';
import type { InferenceRecorder } from '../../inference/recorder.js';
import type { ResponseFacts } from '../../inference/request.js';
import { runOperation } from '../../operation.js';
import { fieldsOf, text, type Fields } from '../../providers/fields.js';
import { OPERATION } from '../../semconv.js';
import { frameworkToolOperation } from '../../tool.js';
import { beginModelCall, objectFacts, serverFacts } from './language-model.js';
import { observeAnswer } from './observe-answer.js';
import { createRuns } from './runs.js';
import { eventUsage } from './usage.js';

type Execution = Fields & { readonly execute: () => PromiseLike<unknown> };
type Listener = (event: unknown) => void;

/** The parts of the AI SDK's `Telemetry` interface that are used here. */
export interface AiSdkTelemetry {
  readonly onStart: Listener;
  readonly onEnd: Listener;
  readonly onAbort: Listener;
  readonly onError: Listener;
  readonly onLanguageModelCallEnd: Listener;
  readonly onObjectStepStart: Listener;
  readonly onObjectStepEnd: Listener;
  readonly onEmbedStart: Listener;
  readonly onEmbedEnd: Listener;
  readonly executeLanguageModelCall: (call: Execution) => PromiseLike<unknown>;
  readonly executeTool: (call: Execution) => PromiseLike<unknown>;
}

/** The call of a model that a run makes; it makes one at a time, but for embeddings. */
const MODEL = 'model';

const listener =
  (what: string, listen: (event: Fields) => void): Listener =>
  (event) => {
    guard(what, () => listen(fieldsOf(event)));
  };

const aborted = (reason: unknown): Error =>
  reason instanceof Error
    ? reason
    : Object.assign(new Error('The run was aborted'), { name: 'AbortError' });

const executeModel = async (
  { execute, recordOutputs }: Execution,
  recorder: InferenceRecorder,
): Promise<unknown> => {
  let answer: unknown;
  try {
    answer = await context.with(recorder.context, execute);
  } catch (error) {
    recorder.learn(serverFacts(fieldsOf(error)['url']));
    recorder.fail(error);
    throw error;
  }
  guard('reading an answer of the AI SDK', () =>
    observeAnswer(answer, recorder, recordOutputs !== false),
  );
  return answer;
};

/**
 * What the AI SDK (7) reports its runs to: agents, model calls and tools of the contract, made
 * from its documented telemetry hooks. https://ai-sdk.dev/docs/ai-sdk-core/telemetry
 */
export function createAiSdkTelemetry(): AiSdkTelemetry {
  const runs = createRuns();

  const beginModel = (event: Fields, operation: string, id: string): InferenceRecorder => {
    const run = runs.get(event);
    const recorder = beginModelCall(event, {
      operation,
      stream: run?.stream ?? false,
      parent: run?.context ?? context.active(),
    });
    run?.models.set(id, recorder);
    return recorder;
  };

  const endModel = (event: Fields, id: string, facts: ResponseFacts): void => {
    const run = runs.get(event);
    const model = run?.models.get(id);
    model?.learn({ usage: eventUsage(event['usage']), ...facts });
    model?.end();
    run?.models.delete(id);
  };

  return {
    onStart: listener('beginning a run of the AI SDK', (event) => runs.begin(event)),
    onEnd: listener('ending a run of the AI SDK', (event) => runs.end(event)),
    onAbort: listener('ending an aborted run of the AI SDK', (event) =>
      runs.end(event, { error: aborted(event['reason']) }),
    ),
    onError: listener('ending a failed run of the AI SDK', (event) =>
      runs.end(event, { error: event['error'] }),
    ),
    onLanguageModelCallEnd: listener('ending a model call of the AI SDK', (event) =>
      // What else there is to learn was seen in the answer itself.
      endModel(event, MODEL, {}),
    ),
    onObjectStepStart: listener('beginning an object of the AI SDK', (event) => {
      beginModel(event, OPERATION.chat, MODEL);
    }),
    onObjectStepEnd: listener('ending an object of the AI SDK', (event) =>
      endModel(event, MODEL, objectFacts(event)),
    ),
    onEmbedStart: listener('beginning an embedding of the AI SDK', (event) => {
      beginModel(event, OPERATION.embeddings, String(event['embedCallId']));
    }),
    onEmbedEnd: listener('ending an embedding of the AI SDK', (event) =>
      endModel(event, String(event['embedCallId']), {}),
    ),
    executeLanguageModelCall: (call) => {
      const recorder = guard('beginning a model call of the AI SDK', () =>
        beginModel(call, OPERATION.chat, MODEL),
      );
      return recorder === undefined ? call.execute() : executeModel(call, recorder);
    },
    executeTool: (call) =>
      context.with(runs.get(call)?.context ?? context.active(), () =>
        runOperation(
          () =>
            frameworkToolOperation(
              {
                name: text(fieldsOf(call['toolCall'])['toolName']) ?? 'unknown',
                id: text(call['toolCallId']),
              },
              context.active(),
            ),
          call.execute,
        ),
      ),
  };
}
