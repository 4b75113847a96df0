/** Says what must stay in the process unless it is asked for. */
import { AIMessage, HumanMessage, SystemMessage, ToolMessage } from '@langchain/core/messages';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { HouseModel } from './house-model.ts';

const model = new HouseModel();

await model.invoke([
  new SystemMessage('Be brief.'),
  new HumanMessage('Mail ada@example.com'),
  new AIMessage({
    content: '',
    tool_calls: [{ id: 'call_1', name: 'look_up', args: { topic: 'tides' } }],
  }),
  new ToolMessage({ tool_call_id: 'call_1', content: 'Notes' }),
]);

const chain = ChatPromptTemplate.fromMessages([['human', 'Why {what}?']]).pipe(model);
for await (const _ of await chain.stream({ what: 'tides' }));

for await (const _ of await model.stream([['user', 'Why?']]));
