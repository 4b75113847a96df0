/**
 * An agent with a tool. Run it with
 * `node --import @agent-vitals/instrumentation/register examples/openai-agents.ts`.
 */
import { Agent, Runner, setTraceProcessors, tool } from '@openai/agents';
import { z } from 'zod';

// Optional: traces go to your own collector, and not to OpenAI as well.
setTraceProcessors([]);

const lookUp = tool({
  name: 'look_up',
  description: 'Looks a topic up',
  parameters: z.object({ topic: z.string() }),
  execute: ({ topic }) => `Notes about ${topic}`,
});

const writer = new Agent({
  name: 'writer',
  model: 'gpt-4.1-mini',
  instructions: 'Write a paragraph about the topic.',
  tools: [lookUp],
});

const runner = new Runner({ workflowName: 'article' });
const { finalOutput } = await runner.run(writer, 'tides');
process.stdout.write(finalOutput ?? '');
