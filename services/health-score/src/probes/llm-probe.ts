import type { Probe } from '@agent-vitals/config';
import { z } from 'zod';
import { failed, type Ask } from './outcome.js';

type LlmProbe = Extract<Probe, { kind: 'llm' }>;

const answerSchema = z.object({ choices: z.array(z.unknown()).min(1) });

/**
 * Asks a model for one token. What the provider says of an error is not told on: it may repeat a
 * part of the key.
 */
export function createLlmProbe(probe: LlmProbe): Ask {
  const url = `${probe.baseUrl.replace(/\/$/, '')}/chat/completions`;
  const body = JSON.stringify({
    model: probe.model,
    messages: [{ role: 'user', content: 'Say ok.' }],
    [probe.tokenLimit]: 1,
  });
  return async (signal) => {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${probe.apiKey}`,
          'user-agent': 'agent-vitals-probe',
        },
        body,
        signal,
        redirect: 'manual',
      });
      const { status } = response;
      const text = await response.text();
      if (status !== 200) {
        return { up: false, reason: `status ${status} instead of 200`, error: 'status' };
      }
      if (answerSchema.safeParse(JSON.parse(text)).success) return { up: true };
      return { up: false, reason: 'the answer has no choice', error: 'body' };
    } catch (error) {
      if (error instanceof SyntaxError) {
        return { up: false, reason: 'the answer is no JSON', error: 'body' };
      }
      // fetch tells the reason in the cause only.
      const { cause } = error as Error;
      return failed(cause ?? error, signal);
    }
  };
}
