import { GENERAL } from '@agent-vitals/instrumentation/general-semconv';
import { AGENTS, databaseOf, externalOf, ROUTES, WORKFLOW } from './catalogue.js';
import type { PartOptions } from './machines.js';
import { createModelCalls, type Outcome } from './model-calls.js';
import type { Agenda } from './agenda.js';

/** What the parts of the application share. */
export interface ApplicationOptions extends PartOptions {
  /** Where what happens is noted until it has. */
  readonly agenda: Agenda;
}

/** The agent system: what its users ask for, and what follows, recorded as it would. */
export interface Application {
  /** Someone asks for a run of the workflow, in Unix milliseconds. */
  deliver(atMs: number): void;
  /** Someone looks something up. */
  browse(atMs: number): void;
}

/** An agent that waits without an end is given up after so many seconds. */
const PATIENCE_SECONDS = 30;

export function createApplication(options: ApplicationOptions): Application {
  const { name: team, random, conditions, instruments, agenda } = options;
  const database = databaseOf(team);
  const external = externalOf(team);
  const modelCall = createModelCalls(options);

  const query = (atMs: number): Outcome => {
    const failed =
      conditions.of('databaseDown', atMs) > 0 ||
      conditions.fails(random, 0.0002, 'databaseErrors', { startMs: atMs });
    const seconds =
      random.logNormal(0.004, 0.8) +
      conditions.of('databaseSeconds', atMs) * random.logNormal(1, 0.3);
    const endMs = atMs + seconds * 1000;
    conditions.slowed('databaseSeconds', atMs, endMs);
    agenda.at(endMs, () => {
      const labels = {
        ...database,
        db_operation_name: 'SELECT',
        ...(failed && { error_type: 'ECONNREFUSED' }),
      };
      instruments.seconds(GENERAL.dbClientDuration, labels).observe(seconds);
    });
    return { endMs, error: failed ? 'server' : '' };
  };

  const ticket = (atMs: number): Outcome => {
    const failed = conditions.fails(random, 0.002, 'externalErrors', { startMs: atMs });
    const seconds =
      random.logNormal(0.25, 0.5) +
      conditions.of('externalSeconds', atMs) * random.logNormal(1, 0.3);
    const status = failed ? '503' : '200';
    const endMs = atMs + seconds * 1000;
    conditions.slowed('externalSeconds', atMs, endMs);
    agenda.at(endMs, () => {
      const labels = {
        ...external,
        http_response_status_code: status,
        ...(failed && { error_type: status }),
      };
      instruments.seconds(GENERAL.httpClientDuration, labels).observe(seconds);
    });
    // It may go without its ticket, most of the time.
    return { endMs, error: failed && random.chance(0.1) ? 'other' : '' };
  };

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

  const invoke = (role: (typeof AGENTS)[number], atMs: number): Outcome => {
    const { name, turns } = role;
    if (conditions.of('agentStalls', atMs, name) > 0) {
      const givenUpMs = atMs + PATIENCE_SECONDS * 1000;
      conditions.slowed('agentStalls', atMs, givenUpMs, name);
      return { endMs: givenUpMs, error: 'timeout' };
    }
    const slow = conditions.of('agentSlow', atMs, name);
    const calls = turns + (random.chance(0.3) ? 1 : 0) + conditions.of('agentLoop', atMs, name);
    let { endMs, error } = query(atMs);
    let done = 0;
    for (; done < calls && error === ''; done++) {
      ({ endMs, error } = modelCall(role, endMs));
      if (error === '' && done + 1 < calls) ({ endMs, error } = toolCall(name, endMs));
      // What makes an agent slow is its own work between the calls.
      endMs += ((slow - 1) * (endMs - atMs)) / (done + 1);
    }
    if (error === '') ({ endMs, error } = query(endMs));
    conditions.slowed('agentSlow', atMs, endMs, name);
    conditions.slowed('agentLoop', atMs, endMs, name);
    const itself = { startMs: atMs, endMs, item: name };
    if (error === '' && conditions.fails(random, 0.001, 'agentErrors', itself)) error = 'other';
    agenda.at(endMs, () => {
      const labels = { gen_ai_agent_name: name, gen_ai_workflow_name: WORKFLOW };
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

  const respond = (route: string, atMs: number, endMs: number, status: string): void => {
    const [method = '', path = ''] = route.split(' ');
    conditions.slowed('apiSlow', atMs, endMs, route);
    agenda.at(endMs, () =>
      instruments
        .seconds(GENERAL.httpServerDuration, {
          http_request_method: method,
          http_route: path,
          http_response_status_code: status,
        })
        .observe((endMs - atMs) / 1000),
    );
  };

  /** The time that the API itself takes, and whether it fails before it does anything. */
  const enter = (
    route: string,
    atMs: number,
    usualSeconds: number,
  ): { startMs: number; fails: boolean } => ({
    startMs: atMs + (conditions.of('apiSlow', atMs, route) - 1) * usualSeconds * 1000,
    fails: conditions.fails(random, 0.0005, 'apiErrors', { startMs: atMs, item: route }),
  });

  return {
    deliver(atMs) {
      const { startMs, fails } = enter(ROUTES.deliver, atMs, 14);
      if (fails) return respond(ROUTES.deliver, atMs, startMs + 20, '500');
      let { endMs, error } = ticket(startMs);
      for (const role of AGENTS) {
        if (error === '') ({ endMs, error } = invoke(role, endMs));
      }
      const itself = { startMs, endMs };
      if (error === '' && conditions.fails(random, 0, 'workflowErrors', itself)) error = 'other';
      endMs += (conditions.of('workflowSlow', startMs) - 1) * (endMs - startMs);
      const seconds = (endMs - startMs) / 1000;
      conditions.slowed('workflowSlow', startMs, endMs);
      agenda.at(endMs, () =>
        instruments
          .of('invokeWorkflowDuration', {
            gen_ai_workflow_name: WORKFLOW,
            ...(error !== '' && { error_type: error }),
          })
          .observe(seconds),
      );
      respond(
        ROUTES.deliver,
        atMs,
        endMs + 5,
        error === '' ? '201' : error === 'timeout' ? '504' : '500',
      );
    },
    browse(atMs) {
      const { startMs, fails } = enter(ROUTES.browse, atMs, 0.02);
      if (fails) return respond(ROUTES.browse, atMs, startMs + 2, '500');
      const { endMs, error } = query(startMs);
      respond(
        ROUTES.browse,
        atMs,
        endMs + 5 + 10 * Math.abs(random.normal()),
        error === '' ? '200' : '503',
      );
    },
  };
}
