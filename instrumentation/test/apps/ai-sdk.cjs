/** The AI SDK, which is an ES module, required by a CommonJS application. */
const { createOpenAI } = require('@ai-sdk/openai');
const { generateText, streamText, tool, jsonSchema, isStepCount } = require('ai');

const openai = createOpenAI({ apiKey: 'test-key', baseURL: process.env.MODEL_URL });
const lookUp = tool({
  inputSchema: jsonSchema({ type: 'object' }),
  execute: async () => 'high at noon',
});

void (async () => {
  const { text } = await generateText({
    model: openai.chat('gpt-4.1'),
    prompt: 'Hello',
    tools: { look_up: lookUp },
    stopWhen: isStepCount(3),
    telemetry: { functionId: 'researcher' },
  });
  const streamed = streamText({
    model: openai.responses('gpt-4.1'),
    prompt: 'Hello',
    telemetry: { functionId: 'writer' },
  });
  process.stdout.write(JSON.stringify([text, await streamed.text]));
})();
