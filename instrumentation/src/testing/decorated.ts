import { context, trace } from '@opentelemetry/api';
import { agent, evaluate, prompt, tool, workflow } from '../index.js';

/**
 * Methods under every decorator. It stands here, and not in a test, because the compiler turns
 * decorators into what Node understands, and the test runner does not.
 */
export class Newsroom {
  readonly #notes: string[] = [];

  @workflow('article')
  async article(topic: string): Promise<string> {
    return `${await this.#write(topic)} (${Newsroom.sourceOf(topic)})`;
  }

  @agent({ name: 'writer', version: '2', conversationId: (topic: string) => `about ${topic}` })
  async #write(topic: string): Promise<string> {
    for await (const note of this.notes(topic)) this.#notes.push(note);
    return this.draft();
  }

  @tool({ name: 'notes', type: 'datastore' })
  async *notes(topic: string): AsyncGenerator<string> {
    yield topic;
    yield trace.getSpan(context.active())?.spanContext().spanId ?? '';
  }

  @prompt({ name: 'draft', version: '7' })
  draft(): string {
    this.judge(1);
    return this.#notes[0] ?? '';
  }

  @tool('source')
  static sourceOf(topic: string): string {
    return `source of ${topic}`;
  }

  @evaluate('length')
  judge(length: number): number {
    return length;
  }
}
