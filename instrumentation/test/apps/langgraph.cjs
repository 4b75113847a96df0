const { tool } = require('@langchain/core/tools');
const { Annotation, END, entrypoint, START, StateGraph, task } = require('@langchain/langgraph');
const { ChatOpenAI } = require('@langchain/openai');
const { z } = require('zod');

const model = new ChatOpenAI({
  model: 'gpt-4.1',
  apiKey: 'test-key',
  configuration: { baseURL: process.env['MODEL_URL'] },
});

const count = tool(({ text }) => String(text.length), {
  name: 'count',
  description: 'Counts characters',
  schema: z.object({ text: z.string() }),
});

const State = Annotation.Root({ text: Annotation });
const graph = new StateGraph(State)
  .addNode('writer', async () => {
    const { text } = await model.invoke('Write');
    return { text: await count.invoke({ text }) };
  })
  .addEdge(START, 'writer')
  .addEdge('writer', END)
  .compile({ name: 'article' });

const draft = task('draft', async () => (await model.invoke('Write')).text);
const functional = entrypoint('functional', () => draft());

const main = async () => {
  const { text } = await graph.invoke({ text: '' });
  process.stdout.write([text, await functional.invoke('')].join(' '));
};
void main();
