import { setTimeout as sleep } from 'node:timers/promises';
import { prompt } from '@agent-vitals/instrumentation';
import type OpenAI from 'openai';
import type { Logger } from 'pino';
import type { FaultSwitch } from '../fault-switch.js';
import type { AgentResult, AgentUsage, DeliveryRun, DeliveryStateValue } from './delivery-state.js';
import { callModel } from './model-call.js';
import type { AgentName, AgentRole } from './roles.js';
import type { Toolbox } from './tools.js';

/** The version of a prompt that is in use. */
export interface ActivePrompt {
  readonly version: number;
  readonly text: string;
}

/** How a run of an agent ended. */
export interface AgentOutcome extends AgentUsage {
  readonly agent: AgentName;
  readonly durationMs: number;
  /** Undefined when it failed. */
  readonly content: string | undefined;
}

/** What an agent needs around it. */
export interface AgentSurroundings {
  readonly client: OpenAI;
  readonly tools: Toolbox;
  readonly faults: Pick<FaultSwitch, 'active'>;
  readonly log: Pick<Logger, 'info' | 'error'>;
  /** Finds the active version of a prompt. */
  readonly activePrompt: (name: AgentName) => Promise<ActivePrompt>;
  /** Keeps what an agent did. */
  readonly saveResult: (
    run: DeliveryRun,
    agent: AgentName,
    revision: number,
    result: AgentResult,
  ) => Promise<void>;
  /** Told how each run ended whose prompt was found. Must not throw. Default: nobody is told. */
  readonly onOutcome?: (outcome: AgentOutcome) => void;
  /** Default: the time of the machine. */
  readonly clock?: () => Date;
}

/** Turns that an agent may take before it must have answered. */
export const MOST_TURNS = 20;

/** What `cost-spike` makes of an agent. */
const DEAR_MODEL = 'o1';
const LONG_DOCUMENT = 'Appendix: everything that was ever written about the system. '.repeat(400);

/** Runs one agent: its prompt, its model, its tools, its result. */
export type RunAgent = (
  role: AgentRole,
  state: DeliveryStateValue,
  signal: AbortSignal,
) => Promise<AgentResult>;

/** A run, as far as it has got. */
type Attempt = { -readonly [Key in keyof AgentUsage]: AgentUsage[Key] };

/** Creates the function that runs an agent; a tool or a model that fails makes the agent fail. */
export function createAgentRunner(surroundings: AgentSurroundings): RunAgent {
  const { client, tools, faults, log, clock = () => new Date() } = surroundings;

  const converse = async (
    role: AgentRole,
    instructions: ActivePrompt,
    task: string,
    attempt: Attempt,
    signal: AbortSignal,
  ): Promise<AgentResult> => {
    const spike = faults.active('cost-spike');
    const model = spike ? DEAR_MODEL : role.model;
    attempt.model = model;
    const instruct = (): OpenAI.ChatCompletionMessageParam => ({
      role: 'system',
      content: [
        ...(role.preamble === undefined ? [] : [role.preamble(clock())]),
        instructions.text,
        ...(spike ? [LONG_DOCUMENT] : []),
      ].join('\n\n'),
    });
    const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: 'user', content: task }];
    for (let turn = 1; turn <= MOST_TURNS; turn++) {
      const completion = await callModel(
        client,
        {
          model,
          messages: [instruct(), ...messages],
          tools: role.tools.map((name) => tools[name].definition),
          ...(role.answer !== undefined && {
            response_format: {
              type: 'json_schema',
              json_schema: { name: 'answer', strict: true, schema: role.answer },
            },
          }),
        },
        { stream: role.stream, signal },
      );
      const { usage } = completion;
      attempt.inputTokens += usage?.prompt_tokens ?? 0;
      attempt.cachedTokens += usage?.prompt_tokens_details?.cached_tokens ?? 0;
      attempt.outputTokens += usage?.completion_tokens ?? 0;
      const message = completion.choices[0]?.message;
      const calls = message?.tool_calls ?? [];
      if (message === undefined || calls.length === 0) {
        return { content: message?.content ?? '', ...attempt };
      }
      const answers = await callTools(tools, calls);
      // `agent-loop`: it forgets what it was told, so it asks the same again.
      const forgets = faults.active('agent-loop') && role.name === 'code_generator';
      if (!forgets) messages.push(message, ...answers);
    }
    throw new Error(`${role.name} has not answered after ${MOST_TURNS} turns`);
  };

  return async (role, state, signal) => {
    const startedAt = performance.now();
    const durationMs = (): number => Math.round(performance.now() - startedAt);
    const { run, revision } = state;
    let attempt: Attempt | undefined;
    let content: string | undefined;
    try {
      const instructions = await surroundings.activePrompt(role.name);
      const begun = begin(role, instructions);
      attempt = begun;
      while (faults.active('agent-stalls') && role.name === 'security_analyst') {
        await sleep(100, undefined, { signal });
      }
      const result = await prompt({ name: role.name, version: String(instructions.version) }, () =>
        converse(role, instructions, role.task(state), begun, signal),
      );
      await surroundings.saveResult(run, role.name, revision, result);
      content = result.content;
      log.info(
        { agent: role.name, delivery: run.id, revision, durationMs: durationMs(), ...begun },
        `${role.name} finished`,
      );
      return result;
    } catch (cause) {
      // What an aborted call throws says less than the reason for which it was aborted.
      const error = signal.aborted ? signal.reason : cause;
      log.error({ agent: role.name, delivery: run.id, err: error }, `${role.name} failed`);
      throw error;
    } finally {
      if (attempt !== undefined) {
        surroundings.onOutcome?.({
          agent: role.name,
          durationMs: durationMs(),
          content,
          ...attempt,
        });
      }
    }
  };
}

const begin = ({ model }: AgentRole, { version }: ActivePrompt): Attempt => ({
  promptVersion: version,
  model,
  inputTokens: 0,
  cachedTokens: 0,
  outputTokens: 0,
});

/** The calls of one turn run side by side. */
async function callTools(
  tools: Toolbox,
  calls: readonly OpenAI.ChatCompletionMessageToolCall[],
): Promise<OpenAI.ChatCompletionToolMessageParam[]> {
  return Promise.all(
    calls.map(async (call) => {
      if (call.type !== 'function' || !(call.function.name in tools)) {
        throw new Error(`The model asked for a tool that does not exist (${call.type})`);
      }
      const { name, arguments: argumentsJson } = call.function;
      const content = await tools[name as keyof Toolbox].run(argumentsJson);
      return { role: 'tool', tool_call_id: call.id, content };
    }),
  );
}
