/**
 * Attributes in which SDKs send what models are asked and answer, what tools are given and give
 * back, and what describes both. Regular expressions of Go on their names.
 */
const CONTENT = [
  // The conventions', older and newer, and OpenLLMetry's.
  'gen_ai\\.(?:prompt|completion)(?:\\.\\d+.*)?',
  'gen_ai\\.(?:input|output)\\.messages',
  'gen_ai\\.system_instructions',
  'gen_ai\\.tool\\.(?:definitions|description|call\\.arguments|call\\.result)',
  'gen_ai\\.event\\.content',
  'traceloop\\.entity\\.(?:input|output)',
  'traceloop\\.prompt\\.template.*',
  'llm\\.(?:prompts|completions|request\\.functions)(?:\\..+)?',
  // OpenInference's.
  '(?:input|output)\\.(?:value|mime_type)',
  'llm\\.(?:input_messages|output_messages|tools|choices|function_call|invocation_parameters)(?:\\..+)?',
  'llm\\.prompt_template\\.(?:template|variables)',
  'embedding\\.(?:embeddings|text|vector|invocation_parameters)(?:\\..+)?',
  '(?:retrieval|reranker)\\..+',
  'tool\\.(?:description|parameters|json_schema)',
  // The AI SDK's.
  'ai\\.(?:prompt|value|values|embedding|embeddings|schema)(?:\\..+)?',
  'ai\\.response\\.(?:text|object|toolCalls|reasoning|files|providerMetadata)',
  'ai\\.toolCall\\.(?:args|result)',
];

/** Matches the name of an attribute with content. */
export const CONTENT_ATTRIBUTES = `^(?:${CONTENT.join('|')})$`;

/** Matches the name of an event whose body and attributes are content. */
export const CONTENT_EVENTS =
  '^gen_ai\\.(?:(?:system|user|assistant|tool)\\.message|choice|content\\.(?:prompt|completion)|client\\.inference\\.operation\\.details)$';
