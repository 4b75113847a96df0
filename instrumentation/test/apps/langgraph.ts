/** Runs graphs in every way an application may, and prints what it saw of each, as JSON. */
import { agent, prompt, tool as ownTool, workflow } from '@agent-vitals/instrumentation';
import { Document } from '@langchain/core/documents';
import { BaseRetriever } from '@langchain/core/retrievers';
import { tool } from '@langchain/core/tools';
import {
  Annotation,
  Command,
  END,
  entrypoint,
  interrupt,
  MemorySaver,
  START,
  StateGraph,
  task,
} from '@langchain/langgraph';
import { createReactAgent } from '@langchain/langgraph/prebuilt';
import { ChatOpenAI } from '@langchain/openai';
import { createAgent } from 'langchain';
import { z } from 'zod';
import { HouseModel } from './house-model.ts';

const modelNamed = (model: string) =>
  new ChatOpenAI({
    model,
    apiKey: 'test-key',
    configuration: { baseURL: process.env['MODEL_URL'] },
    maxRetries: 0,
  });
const model = modelNamed('gpt-4.1');

class Library extends BaseRetriever {
  override lc_namespace = ['test'];
  override name = 'library';
  override async _getRelevantDocuments(query: string) {
    return [new Document({ pageContent: `about ${query}` })];
  }
}
const library = new Library();

const lookUp = tool(
  ownTool('look_up', async () => 'high at noon'),
  {
    name: 'look_up',
    description: 'Looks a topic up',
    schema: z.object({ topic: z.string().optional(), city: z.string().optional() }),
  },
);

const State = Annotation.Root({
  topic: Annotation<string>,
  notes: Annotation<string[]>({
    reducer: (before, more) => [...before, ...more],
    default: () => [],
  }),
});
type StateValue = typeof State.State;

const ask = async (topic: string, asked = model) => ({
  notes: [(await asked.invoke(topic)).text],
});

/** planner -> (writer, critic) -> gate, which calls no model. */
const articleNamed = (name?: string) =>
  new StateGraph(State)
    .addNode('planner', async ({ topic }) => {
      const planned = await ask(topic);
      const documents = await library.invoke(topic);
      return { notes: [...planned.notes, ...documents.map((it) => it.pageContent)] };
    })
    .addNode('writer', ({ topic }) =>
      prompt({ name: 'write', version: '7' }, () => ask(topic, modelNamed('gpt-4.1-mini'))),
    )
    .addNode('critic', async ({ topic }) => {
      const notes: string[] = [];
      for await (const chunk of await model.stream(topic)) notes.push(chunk.text);
      return { notes: [notes.join('')] };
    })
    .addNode('gate', () => ({}))
    .addEdge(START, 'planner')
    .addEdge('planner', 'writer')
    .addEdge('planner', 'critic')
    .addEdge(['writer', 'critic'], 'gate')
    .addEdge('gate', END)
    .compile(name === undefined ? {} : { name });

const article = articleNamed('article');

const assistant = createAgent({
  name: 'assistant',
  model: modelNamed('calls-tool'),
  tools: [lookUp],
});
const question = { messages: [{ role: 'user' as const, content: 'When?' }] };

/** A graph of one node that runs `node`. */
const graphOf = (name: string, node: (state: StateValue) => Promise<object>) =>
  new StateGraph(State).addNode('worker', node).addEdge(START, 'worker').addEdge('worker', END);

const input = { topic: 'tides' };

const sorted = ({ notes }: { readonly notes?: readonly string[] }) => notes?.toSorted();

const CASES: Readonly<Record<string, () => Promise<unknown>>> = {
  graph: async () =>
    sorted(await article.invoke(input, { configurable: { thread_id: 'thread-1' } })),
  assistant: async () => (await assistant.invoke(question)).messages.map((it) => it.type),
  'same-name': async () =>
    sorted(await workflow('report', () => articleNamed('report').invoke(input))()),
  'no-name': async () => sorted(await workflow('delivery', () => articleNamed().invoke(input))()),
  'wrapped-node': async () => {
    const editor = agent({ name: 'worker', version: '2' }, ({ topic }: StateValue) => ask(topic));
    return graphOf('wrapped', async (state) => editor(state))
      .compile({ name: 'wrapped' })
      .invoke(input);
  },
  nested: async () =>
    sorted(
      await new StateGraph(State)
        .addNode('drafting', articleNamed('draft'))
        .addNode('helper', async () => {
          await createAgent({ model, tools: [] }).invoke(question);
          return {};
        })
        .addEdge(START, 'drafting')
        .addEdge('drafting', 'helper')
        .addEdge('helper', END)
        .compile({ name: 'publishing' })
        .invoke(input),
    ),
  react: async () => {
    const reactor = createReactAgent({
      name: 'reactor',
      llm: modelNamed('calls-tool'),
      tools: [lookUp],
    });
    return (await reactor.invoke(question)).messages.map((it) => it.type);
  },
  functional: async () => {
    const draft = task('draft', async (topic: string) => (await model.invoke(topic)).text);
    return entrypoint('functional', async (topic: string) => draft(topic)).invoke('tides');
  },
  batch: async () =>
    (
      await graphOf('batch', ({ topic }) => ask(topic))
        .compile({ name: 'batch' })
        .batch([input, input])
    ).length,
  'agent-in-tool': async () => {
    const expert = createAgent({ name: 'expert', model, tools: [] });
    const consult = tool(async () => (await expert.invoke(question)).messages.at(-1)?.text, {
      name: 'consult',
      description: 'Asks an expert',
      schema: z.object({}),
    });
    return agent('asker', () => consult.invoke({}))();
  },
  'rate-limited': () =>
    graphOf('limited', ({ topic }) => ask(topic, modelNamed('rate-limited')))
      .compile({ name: 'limited' })
      .invoke(input),
  caught: async () =>
    graphOf('caught', async ({ topic }) => {
      try {
        return await ask(topic, modelNamed('broken'));
      } catch {
        return ask(topic);
      }
    })
      .compile({ name: 'caught' })
      .invoke(input),
  cancelled: () => {
    const controller = new AbortController();
    return graphOf('cancelled', async ({ topic }) => {
      for await (const _ of await modelNamed('stalls').stream(topic, {
        signal: controller.signal,
      })) {
        controller.abort();
      }
      return {};
    })
      .compile({ name: 'cancelled' })
      .invoke(input, { signal: controller.signal });
  },
  streamed: async () => {
    const kinds: string[] = [];
    for await (const [mode] of await articleNamed('streamed').stream(input, {
      streamMode: ['updates', 'messages'],
    })) {
      kinds.push(mode);
    }
    return kinds.toSorted();
  },
  left: async () => {
    for await (const chunk of await articleNamed('left').stream(input, { streamMode: 'updates' })) {
      return Object.keys(chunk);
    }
    return 'nothing came';
  },
  events: async () => {
    let ended = 0;
    for await (const { event } of articleNamed('events').streamEvents(input, { version: 'v2' })) {
      if (event === 'on_chat_model_end') ended += 1;
    }
    return ended;
  },
  paused: async () => {
    const graph = graphOf('paused', async ({ topic }) => {
      await ask(topic);
      return { notes: [interrupt('go on?')] };
    }).compile({ name: 'paused', checkpointer: new MemorySaver() });
    const config = { configurable: { thread_id: 'thread-2' } };
    const paused = await graph.invoke(input, config);
    const resumed = await graph.invoke(new Command({ resume: 'yes' }), config);
    return [Object.keys(paused).toSorted(), resumed.notes];
  },
  'failing-tool': () =>
    agent('handyman', () =>
      tool(
        () => {
          throw new RangeError('out of reach');
        },
        { name: 'reach', description: 'Fails', schema: z.object({}) },
      ).invoke({}),
    )(),
  house: () => agent('house', async () => (await new HouseModel().invoke('why?')).text)(),
  'house-streamed': () =>
    agent('house-streamed', async () => {
      const chunks: string[] = [];
      for await (const chunk of await new HouseModel().stream('why?')) chunks.push(chunk.text);
      return chunks;
    })(),
  'house-failing': () =>
    agent('house-failing', () => new HouseModel({ fails: true }).invoke('why?'))(),
};

const outcome = async (run: () => Promise<unknown>): Promise<unknown> => {
  try {
    return { result: await run() };
  } catch (error) {
    const { name, message } = error as Error;
    return { error: { name, message } };
  }
};

const seen: Record<string, unknown> = {};
for (const [name, run] of Object.entries(CASES)) seen[name] = await outcome(run);
process.stdout.write(JSON.stringify(seen));
