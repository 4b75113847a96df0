/**
 * A graph of two agents: one that looks a topic up with a tool, one that writes about it. Run it
 * with `node --import @agent-vitals/instrumentation/register examples/langgraph.ts`.
 */
import { prompt } from '@agent-vitals/instrumentation';
import { tool } from '@langchain/core/tools';
import { Annotation, END, START, StateGraph } from '@langchain/langgraph';
import { ChatOpenAI } from '@langchain/openai';
import { createAgent } from 'langchain';
import { z } from 'zod';

const model = new ChatOpenAI({ model: 'gpt-4.1-mini' });

const lookUp = tool(({ topic }) => `Notes about ${topic}`, {
  name: 'look_up',
  description: 'Looks a topic up',
  schema: z.object({ topic: z.string() }),
});
const researcher = createAgent({ name: 'researcher', model, tools: [lookUp] });

const Article = Annotation.Root({
  topic: Annotation<string>,
  notes: Annotation<string>,
  text: Annotation<string>,
});

const article = new StateGraph(Article)
  .addNode('research', async ({ topic }) => {
    const { messages } = await researcher.invoke({ messages: [{ role: 'user', content: topic }] });
    return { notes: messages.at(-1)?.text ?? '' };
  })
  // A node that calls a model is an agent of its name.
  .addNode('writer', async ({ notes }) =>
    prompt({ name: 'write', version: '3' }, async () => {
      const { text } = await model.invoke(`Write a paragraph from these notes: ${notes}`);
      return { text };
    }),
  )
  .addEdge(START, 'research')
  .addEdge('research', 'writer')
  .addEdge('writer', END)
  .compile({ name: 'article' });

const { text } = await article.invoke({ topic: 'tides' });
process.stdout.write(text);
