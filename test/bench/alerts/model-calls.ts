import type { AgentRole } from './catalogue.js';
import { itemOf, WORKFLOW } from './catalogue.js';
import type { ApplicationOptions } from './application.js';

/** How something went. */
export interface Outcome {
  readonly endMs: number;
  /** A category of `error.type`; empty: it succeeded. */
  readonly error: string;
}

/** Chance of a failed call in normal life. */
const USUAL_ERRORS = 0.003;

/** Calls to models, each tried twice, as SDKs do. */
export function createModelCalls({
  price,
  random,
  conditions,
  instruments,
  agenda,
}: ApplicationOptions): (role: AgentRole, atMs: number) => Outcome {
  const attempt = (role: AgentRole, atMs: number): Outcome => {
    const { model, prompt, name } = role;
    const item = itemOf(model);
    const version = conditions.of('promptVersion', atMs, prompt) > 0 ? '2' : '1';
    const labels = {
      gen_ai_provider_name: model.provider,
      gen_ai_request_model: model.name,
      gen_ai_agent_name: name,
      gen_ai_prompt_name: prompt,
      gen_ai_prompt_version: version,
      gen_ai_workflow_name: WORKFLOW,
      server_address: 'api.openai.com',
      server_port: '443',
    };
    const limited = conditions.fails(random, 0, 'modelRateLimits', { startMs: atMs, item });
    const failed =
      limited || conditions.fails(random, USUAL_ERRORS, 'modelErrors', { startMs: atMs, item });
    const error = failed ? (limited ? 'rate_limit' : 'server') : '';
    if (failed) {
      const seconds = random.logNormal(0.3, 0.5);
      const endMs = atMs + seconds * 1000;
      agenda.at(endMs, () =>
        instruments.of('inferenceDuration', { ...labels, error_type: error }).observe(seconds),
      );
      return { endMs, error };
    }
    const slow = conditions.of('modelSlow', atMs, item);
    const first =
      random.logNormal(model.firstChunkSeconds, 0.4) * slow +
      conditions.of('firstChunkSeconds', atMs, item) * random.logNormal(1, 0.2);
    const tokens = Math.round(
      random.logNormal(model.outputTokens, 0.5) * conditions.of('outputTokens', atMs, prompt),
    );
    const sent = Math.round(
      random.logNormal(model.inputTokens, 0.4) * conditions.of('inputTokens', atMs, name),
    );
    const seconds = first + tokens * model.secondsPerToken * slow * random.logNormal(1, 0.15);
    const endMs = atMs + seconds * 1000;
    conditions.slowed('modelSlow', atMs, endMs, item);
    conditions.slowed('firstChunkSeconds', atMs, endMs, item);
    const unpriced = random.chance(conditions.of('unpriced', atMs, item));
    const usd =
      price *
      model.usd *
      ((0.4 * sent) / model.inputTokens + (0.6 * tokens) / model.outputTokens) *
      conditions.of('price', atMs, name);
    agenda.at(endMs, () => {
      instruments.of('inferenceDuration', labels).observe(seconds);
      instruments.of('timeToFirstChunk', labels).observe(first);
      instruments.of('operationInputTokens', labels).observe(sent);
      instruments.of('operationOutputTokens', labels).observe(tokens);
      if (unpriced) instruments.of('llmUnpricedCalls', labels).add(1);
      else instruments.of('llmCost', labels).add(usd);
    });
    return { endMs, error };
  };

  return (role, atMs) => {
    const first = attempt(role, atMs);
    return first.error === '' ? first : attempt(role, first.endMs + 500);
  };
}
