/** Models of OpenAI and Anthropic as the clouds serve them: plain, streamed and failed. */
import { AnthropicBedrock } from '@anthropic-ai/bedrock-sdk';
import { AnthropicVertex } from '@anthropic-ai/vertex-sdk';
import { OAuth2Client } from 'google-auth-library';
import { AzureOpenAI } from 'openai';
import { collect, runCases } from './run-cases.ts';

const { CLOUD_URL } = process.env;
const messages = [{ role: 'user' as const, content: 'Hello' }];

const azure = new AzureOpenAI({
  apiKey: 'test-key',
  apiVersion: '2025-04-01-preview',
  endpoint: CLOUD_URL,
  deployment: 'our-deployment',
  maxRetries: 0,
});
const chat = { model: 'gpt-4.1', messages };

const authClient = new OAuth2Client({
  credentials: { access_token: 'test-token', expiry_date: Date.now() + 3_600_000 },
});
const vertex = new AnthropicVertex({
  authClient,
  region: 'us-east5',
  projectId: 'our-project',
  baseURL: CLOUD_URL,
  maxRetries: 0,
});
const bedrock = new AnthropicBedrock({
  awsAccessKey: 'test-key',
  awsSecretKey: 'test-secret',
  awsRegion: 'us-east-1',
  baseURL: CLOUD_URL,
  maxRetries: 0,
});
const onVertex = { model: 'claude-haiku-4-5', max_tokens: 1024, messages };
const onBedrock = { ...onVertex, model: 'us.anthropic.claude-haiku-4-5-20251001-v1:0' };

await runCases({
  azure: () => azure.chat.completions.create(chat),
  'azure-streamed': async () =>
    (
      await collect(
        await azure.chat.completions.create({
          ...chat,
          stream: true,
          stream_options: { include_usage: true },
        }),
      )
    ).length,
  'azure-failed': () => azure.chat.completions.create({ ...chat, model: 'rate-limited' }),
  vertex: () => vertex.messages.create(onVertex),
  'vertex-streamed': async () => (await collect(vertex.messages.stream(onVertex))).length,
  'vertex-failed': () => vertex.messages.create({ ...onVertex, model: 'rate-limited' }),
  bedrock: () => bedrock.messages.create(onBedrock),
  'bedrock-streamed': async () => (await collect(bedrock.messages.stream(onBedrock))).length,
  'bedrock-failed': () => bedrock.messages.create({ ...onBedrock, model: 'rate-limited' }),
});
