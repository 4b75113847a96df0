import type { Random } from '../random.js';
import type { Model } from './catalogue.js';
import type { ChatRequest } from './chat-request.js';
import { countTokens } from './prefix-cache.js';
import { prose } from './prose.js';
import { fillSchema, type Subject } from './schema-values.js';

/** A call to a tool that the model asks for. */
interface ToolCall {
  readonly id: string;
  readonly type: 'function';
  readonly function: { readonly name: string; readonly arguments: string };
}

/** What the model answers, with the tokens that it costs. */
export interface Answer {
  readonly content: string | null;
  readonly toolCalls: readonly ToolCall[];
  readonly finishReason: 'stop' | 'length' | 'tool_calls';
  /** Reasoning tokens included. */
  readonly outputTokens: number;
  readonly reasoningTokens: number;
}

/** The length of an answer whose prompt names no limit, in tokens. */
const UNLIMITED_TOKENS = 700;

/**
 * Answers as a model would that follows its instructions: it asks for a tool before it answers
 * when it has tools and no results yet; it keeps to `at most N words`; it leaves things undone
 * (`TODO`) when nobody asks it to check the acceptance criteria; and it judges work by what was
 * left undone in it.
 */
export function composeAnswer(request: ChatRequest, model: Model, random: Random): Answer {
  const reasoning = reasoningTokens(model, random);
  const last = request.messages.at(-1);
  const subject = subjectOf(request, random);
  if (request.tools !== undefined && request.tools.length > 0 && last?.role !== 'tool') {
    const toolCalls = callTools(request.tools, subject, random);
    const tokens = countTokens(JSON.stringify(toolCalls));
    return {
      content: null,
      toolCalls,
      finishReason: 'tool_calls',
      outputTokens: tokens + reasoning,
      reasoningTokens: reasoning,
    };
  }
  const content = contentOf(request, subject, random);
  const wanted = countTokens(content);
  const limit = request.max_completion_tokens ?? request.max_tokens ?? Infinity;
  const room = Math.max(1, limit - reasoning);
  const cut = wanted > room;
  return {
    content: cut ? content.slice(0, room * 4) : content,
    toolCalls: [],
    finishReason: cut ? 'length' : 'stop',
    outputTokens: Math.min(wanted, room) + reasoning,
    reasoningTokens: reasoning,
  };
}

function reasoningTokens(model: Model, random: Random): number {
  if (model.reasoningTokens === 0) return 0;
  // Reported in steps of 64, as the provider's are.
  return Math.max(1, Math.round(random.logNormal(model.reasoningTokens, 0.5) / 64)) * 64;
}

function subjectOf(request: ChatRequest, random: Random): Subject {
  const text = request.messages
    .filter(({ role }) => role === 'user')
    .map(({ content }) => content ?? '')
    .join('\n');
  const undone = text.match(/\bTODO\b/g)?.length ?? 0;
  return {
    text,
    quality: Math.max(0.2, 0.9 - 0.12 * undone),
    prose: (tokens) => prose(tokens, random),
  };
}

function callTools(
  tools: NonNullable<ChatRequest['tools']>,
  subject: Subject,
  random: Random,
): readonly ToolCall[] {
  // Most often one tool, sometimes the next one as well.
  const wanted = random.chance(0.3) ? 2 : 1;
  return tools.slice(0, wanted).map((tool) => ({
    id: `call_${random.int(0, 2 ** 31 - 1).toString(36)}${random.int(0, 2 ** 31 - 1).toString(36)}`,
    type: 'function',
    function: {
      name: tool.function.name,
      arguments: JSON.stringify(
        fillSchema(tool.function.parameters ?? { type: 'object' }, subject, random),
      ),
    },
  }));
}

function contentOf(request: ChatRequest, subject: Subject, random: Random): string {
  if (request.response_format?.type === 'json_schema') {
    const { schema } = request.response_format['json_schema'] as {
      schema: Parameters<typeof fillSchema>[0];
    };
    return JSON.stringify(fillSchema(schema, subject, random));
  }
  const instructions = request.messages
    .filter(({ role }) => role === 'system' || role === 'developer')
    .map(({ content }) => content ?? '')
    .join('\n');
  const words = /at most (\d+) words/i.exec(instructions)?.[1];
  const median = words === undefined ? UNLIMITED_TOKENS : Number(words) * 0.9;
  const text = subject.prose(random.logNormal(median, 0.35));
  if (/acceptance criteria/i.test(instructions)) return text;
  return `${text}\n${'TODO: not handled yet.\n'.repeat(random.int(2, 4))}`;
}
