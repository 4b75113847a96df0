/** Runs agents in every way an application may, and prints what it saw of each, as JSON. */
import {
  agent as ownAgent,
  prompt,
  tool as ownTool,
  workflow,
} from '@agent-vitals/instrumentation';
import {
  Agent,
  handoff,
  OpenAIProvider,
  run,
  Runner,
  setTraceProcessors,
  tool,
  Usage,
  withGenerationSpan,
  withTrace,
  type InputGuardrail,
  type OutputGuardrail,
  type Model,
} from '@openai/agents';
import OpenAI from 'openai';
import { z } from 'zod';

// Nothing goes to the provider's own tracing.
setTraceProcessors([]);

const provider = new OpenAIProvider({
  openAIClient: new OpenAI({
    apiKey: 'test-key',
    baseURL: process.env['MODEL_URL'],
    maxRetries: 0,
  }),
  useResponses: false,
});
const runnerOf = (workflowName?: string) =>
  new Runner({
    modelProvider: provider,
    ...(workflowName !== undefined && { workflowName }),
  });

const lookUp = tool({
  name: 'look_up',
  description: 'Looks a topic up',
  parameters: z.object({ topic: z.string() }),
  execute: ownTool('look_up', async () => 'high at noon'),
});
const brokenLookUp = tool({
  name: 'look_up',
  description: 'Fails',
  parameters: z.object({ topic: z.string() }),
  errorFunction: null,
  execute: async (): Promise<string> => {
    throw new RangeError('out of reach');
  },
});

const agentOf = (name: string, more: Partial<ConstructorParameters<typeof Agent>[0]> = {}) =>
  new Agent({ name, model: 'gpt-4.1', ...more });

const writer = agentOf('writer');
const allowAll: InputGuardrail = {
  name: 'allow_all',
  runInParallel: false,
  execute: async () => ({ tripwireTriggered: false, outputInfo: {} }),
};
const allowNone: InputGuardrail = {
  name: 'allow_none',
  runInParallel: false,
  execute: async () => ({ tripwireTriggered: true, outputInfo: {} }),
};

const allowNothing: OutputGuardrail = {
  name: 'allow_nothing',
  execute: async () => ({ tripwireTriggered: true, outputInfo: {} }),
};

/** A model that a team has written for itself: no SDK that is instrumented is below it. */
const houseModel: Model = {
  getResponse: () =>
    withGenerationSpan(
      async (span) => {
        span.spanData.usage = { input_tokens: 100, output_tokens: 20 };
        const content = [{ type: 'output_text' as const, text: 'because' }];
        const usage = new Usage({ inputTokens: 100, outputTokens: 20, totalTokens: 120 });
        return {
          usage,
          output: [{ type: 'message', role: 'assistant', status: 'completed', content }],
        };
      },
      { data: { model: 'house:house-1' } },
    ),
  getStreamedResponse: () => {
    throw new Error('this model does not stream');
  },
};

const risky = tool({
  name: 'look_up',
  description: 'Looks a topic up',
  parameters: z.object({ topic: z.string() }),
  needsApproval: true,
  execute: async () => 'high at noon',
});

const CASES: Readonly<Record<string, () => Promise<unknown>>> = {
  plain: async () => (await runnerOf('plain').run(writer, 'Hello')).finalOutput,
  tools: async () =>
    (await runnerOf('tools').run(agentOf('researcher', { tools: [lookUp] }), 'Hello')).finalOutput,
  guardrails: async () =>
    (await runnerOf('guardrails').run(agentOf('guarded', { inputGuardrails: [allowAll] }), 'Hello'))
      .finalOutput,
  tripped: () =>
    runnerOf('tripped').run(agentOf('tripped', { inputGuardrails: [allowNone] }), 'Hello'),
  'tripped-after': () =>
    runnerOf('tripped-after').run(agentOf('told', { outputGuardrails: [allowNothing] }), 'Hello'),
  'streamed-tools': async () => {
    const researcher = agentOf('researcher', { tools: [lookUp] });
    const result = await runnerOf('streamed-tools').run(researcher, 'Hello', { stream: true });
    for await (const _ of result);
    await result.completed;
    return result.finalOutput;
  },
  broken: () => runnerOf('broken').run(agentOf('broken', { model: 'broken' }), 'Hello'),
  handoff: async () => {
    const triage = agentOf('triage', {
      handoffs: [
        handoff(writer, {
          toolNameOverride: 'look_up',
          inputType: z.object({ topic: z.string() }),
          onHandoff: () => {},
        }),
      ],
    });
    return (await runnerOf('handoff').run(triage, 'Hello')).lastAgent?.name;
  },
  'as-tool': async () => {
    const expert = agentOf('expert').asTool({
      toolName: 'look_up',
      toolDescription: 'Asks an expert',
      parameters: z.object({ topic: z.string() }),
      runConfig: { modelProvider: provider },
    });
    return (await runnerOf('as-tool').run(agentOf('asker', { tools: [expert] }), 'Hello'))
      .finalOutput;
  },
  streamed: async () => {
    const result = await runnerOf('streamed').run(writer, 'Hello', { stream: true });
    const kinds = new Set<string>();
    for await (const event of result) kinds.add(event.type);
    await result.completed;
    return [...kinds].toSorted();
  },
  parallel: async () => {
    const runner = runnerOf('parallel');
    return withTrace('parallel', async () => {
      const results = await Promise.all(
        ['left', 'right'].map((name) =>
          prompt({ name, version: '7' }, () =>
            runner.run(agentOf(name, { tools: [lookUp] }), 'Hello'),
          ),
        ),
      );
      return results.map((it) => it.finalOutput);
    });
  },
  'same-name': async () =>
    workflow('report', () =>
      ownAgent('writer', async () => (await runnerOf('report').run(writer, 'Hello')).finalOutput)(),
    )(),
  'no-name': async () =>
    workflow('delivery', async () => (await runnerOf().run(writer, 'Hello')).finalOutput)(),
  approval: async () => {
    const careful = agentOf('careful', { tools: [risky] });
    const paused = await runnerOf('approval').run(careful, 'Hello');
    for (const interruption of paused.interruptions) paused.state.approve(interruption);
    return (await runnerOf('approval').run(careful, paused.state)).finalOutput;
  },
  house: async () =>
    (await runnerOf('house').run(agentOf('housed', { model: houseModel }), 'Hello')).finalOutput,
  'rate-limited': () =>
    runnerOf('rate-limited').run(agentOf('limited', { model: 'rate-limited' }), 'Hello'),
  'failing-tool': () =>
    runnerOf('failing-tool').run(agentOf('handyman', { tools: [brokenLookUp] }), 'Hello'),
  cancelled: async () => {
    const controller = new AbortController();
    const result = await runnerOf('cancelled').run(
      agentOf('stalled', { model: 'stalls' }),
      'Hello',
      {
        stream: true,
        signal: controller.signal,
      },
    );
    for await (const event of result) {
      if (event.type === 'raw_model_stream_event') controller.abort();
    }
    await result.completed;
    return result.cancelled;
  },
  'without-tracing': async () => {
    const runner = new Runner({ modelProvider: provider, tracingDisabled: true });
    return (await runner.run(writer, 'Hello')).finalOutput;
  },
  'default-runner': async () =>
    (await run(agentOf('alone', { model: await provider.getModel('gpt-4.1') }), 'Hello'))
      .finalOutput,
};

const outcome = async (work: () => Promise<unknown>): Promise<unknown> => {
  try {
    return { result: await work() };
  } catch (error) {
    const { name, message } = error as Error;
    return { error: { name, message } };
  }
};

const seen: Record<string, unknown> = {};
for (const [name, work] of Object.entries(CASES)) seen[name] = await outcome(work);
process.stdout.write(JSON.stringify(seen));
