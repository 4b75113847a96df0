import type { CallbackManagerForLLMRun } from '@langchain/core/callbacks/manager';
import type { BaseCache } from '@langchain/core/caches';
import { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { AIMessage, AIMessageChunk, type BaseMessage } from '@langchain/core/messages';
import { ChatGenerationChunk, type ChatResult } from '@langchain/core/outputs';

/** What is told with the last words. */
const ending = {
  usage_metadata: {
    input_tokens: 100,
    output_tokens: 20,
    total_tokens: 120,
    input_token_details: { cache_read: 60 },
    output_token_details: { reasoning: 5 },
  },
  response_metadata: { model_name: 'house-1-large', finish_reason: 'stop' },
};

/** A chat model that a team has written for itself: no SDK that is instrumented is below it. */
export class HouseModel extends BaseChatModel {
  private readonly fails: boolean;

  constructor({ fails = false, cache }: { readonly fails?: boolean; cache?: BaseCache } = {}) {
    super(cache === undefined ? {} : { cache });
    this.fails = fails;
  }

  override _llmType(): string {
    return 'house';
  }

  override getLsParams(): ReturnType<BaseChatModel['getLsParams']> {
    return { ls_provider: 'house', ls_model_name: 'house-1', ls_model_type: 'chat' };
  }

  override async _generate(): Promise<ChatResult> {
    if (this.fails) throw Object.assign(new Error('no room'), { status: 429 });
    const message = Object.assign(new AIMessage('because'), ending);
    return { generations: [{ text: 'because', message }] };
  }

  override async *_streamResponseChunks(
    _messages: BaseMessage[],
    _options: this['ParsedCallOptions'],
    run?: CallbackManagerForLLMRun,
  ): AsyncGenerator<ChatGenerationChunk> {
    for (const text of ['be', 'cause', '']) {
      const message = Object.assign(new AIMessageChunk(text), text === '' ? ending : {});
      await run?.handleLLMNewToken(text);
      yield new ChatGenerationChunk({ text, message });
    }
  }
}
