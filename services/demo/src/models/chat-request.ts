import { z } from 'zod';

const text = z.union([
  z.string(),
  z
    .array(z.looseObject({ type: z.literal('text'), text: z.string() }))
    .transform((parts) => parts.map((part) => part.text).join('')),
]);

const message = z.looseObject({
  role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']),
  content: text.nullish(),
  tool_calls: z.array(z.looseObject({ id: z.string() })).optional(),
});

/** The part of JSON Schema that parameters of tools and structured answers are written in. */
const jsonSchema = z.looseObject({
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  items: z.unknown().optional(),
});

/** A JSON Schema that the server can fill. */
export type JsonSchema = z.infer<typeof jsonSchema>;

/** The body of `POST /v1/chat/completions`, as far as the server understands it. */
export const chatRequest = z.looseObject({
  model: z.string(),
  messages: z.array(message).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullish(),
  max_tokens: z.int().min(1).nullish(),
  max_completion_tokens: z.int().min(1).nullish(),
  tools: z
    .array(
      z.looseObject({
        type: z.literal('function'),
        function: z.looseObject({ name: z.string(), parameters: jsonSchema.optional() }),
      }),
    )
    .optional(),
  response_format: z
    .union([
      z.looseObject({
        type: z.literal('json_schema'),
        json_schema: z.looseObject({ schema: jsonSchema }),
      }),
      z.looseObject({ type: z.literal('text') }),
    ])
    .optional(),
});

/** A validated chat request. */
export type ChatRequest = z.infer<typeof chatRequest>;

/** All that the model reads, in the order in which providers cache it: tools, then messages. */
export function promptText(request: ChatRequest): string {
  return [
    JSON.stringify(request.tools ?? []),
    ...request.messages.map(
      ({ role, content, tool_calls: calls }) =>
        `${role}:${content ?? ''}${calls === undefined ? '' : JSON.stringify(calls)}`,
    ),
  ].join('\n');
}
