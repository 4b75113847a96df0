import type OpenAI from 'openai';

/** Calls a chat model, streamed or not, and gives the whole answer. */
export async function callModel(
  client: OpenAI,
  request: OpenAI.ChatCompletionCreateParamsNonStreaming,
  options: { readonly stream: boolean; readonly signal: AbortSignal },
): Promise<OpenAI.ChatCompletion> {
  const { signal } = options;
  if (!options.stream) return client.chat.completions.create(request, { signal });
  const stream = client.chat.completions.stream(
    { ...request, stream: true, stream_options: { include_usage: true } },
    { signal },
  );
  return stream.finalChatCompletion();
}
