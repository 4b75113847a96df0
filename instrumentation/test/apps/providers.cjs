/** Each provider's SDK in CommonJS: one call plain, one streamed. */
const { agent } = require('@agent-vitals/instrumentation');
const Anthropic = require('@anthropic-ai/sdk');
const { GoogleGenAI } = require('@google/genai');
const { OpenAI } = require('openai');

const { OPENAI_URL, ANTHROPIC_URL, GOOGLE_URL } = process.env;
const messages = [{ role: 'user', content: 'Hello' }];

const openai = new OpenAI({ apiKey: 'test-key', baseURL: OPENAI_URL });
const anthropic = new Anthropic({ apiKey: 'test-key', baseURL: ANTHROPIC_URL });
const google = new GoogleGenAI({ apiKey: 'test-key', httpOptions: { baseUrl: GOOGLE_URL } });

const chat = { model: 'gpt-4.1', messages };
const withUsage = { ...chat, stream: true, stream_options: { include_usage: true } };
const message = { model: 'claude-haiku-4-5', max_tokens: 1024, messages };
const content = { model: 'gemini-2.5-flash', contents: 'Hello' };

const drain = async (stream) => {
  let chunks = 0;
  for await (const _ of stream) chunks += 1;
  return chunks;
};

const cases = {
  openai: () => openai.chat.completions.create(chat),
  'openai-streamed': async () => drain(await openai.chat.completions.create(withUsage)),
  anthropic: () => anthropic.messages.create(message),
  'anthropic-streamed': () => drain(anthropic.messages.stream(message)),
  google: () => google.models.generateContent(content),
  'google-streamed': async () => drain(await google.models.generateContentStream(content)),
};

void (async () => {
  for (const [name, run] of Object.entries(cases)) await agent(name, async () => await run())();
  process.stdout.write('done');
})();
