import { AGENTS, WORKFLOW } from './catalogue.js';
import type { ApplicationOptions } from './application.js';
import { createModelCalls, type Outcome } from './model-calls.js';
import type { OpenWork } from './open-work.js';

/** What invocations of agents need beside what the application shares. */
interface InvocationOptions extends ApplicationOptions {
  readonly openWork: OpenWork;
  /** An operation of the database. */
  readonly query: (atMs: number) => Outcome;
}

/** An agent that waits without an end is given up after so many seconds. */
const PATIENCE_SECONDS = 30;
/** Where prompts are kept. */
const STORE = 'postgresql';

/** Invocations of agents: each looks its prompt up, and calls a model and tools in turn. */
export function createInvocations(
  options: InvocationOptions,
): (role: (typeof AGENTS)[number], atMs: number) => Outcome {
  const { random, conditions, instruments, agenda, openWork, query } = options;
  const modelCall = createModelCalls(options);

  const toolCall = (agent: string, atMs: number): Outcome => {
    const failed = conditions.fails(random, 0.01, 'toolErrors', { startMs: atMs, item: agent });
    const seconds = random.logNormal(0.3, 0.6);
    const endMs = atMs + seconds * 1000;
    agenda.at(endMs, () => {
      const labels = {
        gen_ai_agent_name: agent,
        gen_ai_tool_name: 'search',
        ...(failed && { error_type: 'other' }),
      };
      instruments.of('executeToolDuration', labels).observe(seconds);
    });
    // Agents try something else, as a rule.
    return { endMs, error: failed && random.chance(0.05) ? 'other' : '' };
  };

  /** When the prompt of an agent is there. */
  const lookUp = (atMs: number): number => {
    const seconds =
      random.logNormal(0.003, 0.8) +
      conditions.of('promptLookupSeconds', atMs) * random.logNormal(1, 0.3);
    const endMs = atMs + seconds * 1000;
    conditions.slowed('promptLookupSeconds', atMs, endMs);
    const labels = { agent_vitals_prompt_store: STORE };
    agenda.at(endMs, () => instruments.of('promptLookupDuration', labels).observe(seconds));
    return endMs;
  };

  const invoke = (role: (typeof AGENTS)[number], atMs: number): Outcome => {
    const { name, turns } = role;
    const labels = { gen_ai_agent_name: name, gen_ai_workflow_name: WORKFLOW };
    const stalls = (whenMs: number): boolean => conditions.of('agentStalls', whenMs, name) > 0;
    if (stalls(atMs)) {
      conditions.slowed('agentStalls', atMs, atMs, name);
      openWork.hang('activeInvocations', labels, atMs, stalls, (endMs) =>
        instruments
          .of('invokeAgentDuration', { ...labels, error_type: 'cancelled' })
          .observe((endMs - atMs) / 1000),
      );
      return { endMs: atMs + PATIENCE_SECONDS * 1000, error: 'timeout' };
    }
    const slow = conditions.of('agentSlow', atMs, name);
    const calls = turns + (random.chance(0.3) ? 1 : 0) + conditions.of('agentLoop', atMs, name);
    let { endMs, error } = query(lookUp(atMs));
    let done = 0;
    for (; done < calls && error === ''; done++) {
      const turnMs = endMs;
      ({ endMs, error } = modelCall(role, endMs));
      if (error === '' && done + 1 < calls) ({ endMs, error } = toolCall(name, endMs));
      // What makes an agent slow is its own work between the calls.
      endMs += (slow - 1) * (endMs - turnMs);
    }
    if (error === '') ({ endMs, error } = query(endMs));
    const itself = { startMs: atMs, endMs, item: name };
    if (error === '' && conditions.fails(random, 0.001, 'agentErrors', itself)) error = 'other';
    conditions.slowed('agentSlow', atMs, endMs, name);
    conditions.slowed('agentLoop', atMs, endMs, name);
    openWork.during('activeInvocations', labels, atMs, endMs);
    agenda.at(endMs, () => {
      instruments
        .of('invokeAgentDuration', { ...labels, ...(error !== '' && { error_type: error }) })
        .observe((endMs - atMs) / 1000);
      instruments.of('invokeAgentInferenceCalls', labels).observe(Math.max(done, 1));
      if (error === '') evaluate(role.prompt, endMs);
    });
    return { endMs, error };
  };

  const evaluate = (prompt: string, atMs: number): void => {
    const score = (0.85 + 0.06 * random.normal()) * conditions.of('quality', atMs, prompt);
    instruments
      .of('evaluationScore', {
        gen_ai_prompt_name: prompt,
        gen_ai_prompt_version: conditions.of('promptVersion', atMs, prompt) > 0 ? '2' : '1',
        gen_ai_evaluation_name: 'usefulness',
      })
      .observe(Math.min(1, Math.max(0, score)));
  };

  return invoke;
}
