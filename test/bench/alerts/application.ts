import { GENERAL } from '@agent-vitals/instrumentation/general-semconv';
import { AGENTS, databaseOf, externalOf, ROUTES, WORKFLOW } from './catalogue.js';
import type { PartOptions } from './machines.js';
import { createInvocations } from './invocations.js';
import type { Outcome } from './model-calls.js';
import { createOpenWork } from './open-work.js';
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

export function createApplication(options: ApplicationOptions): Application {
  const { name: team, random, conditions, instruments, agenda } = options;
  const database = databaseOf(team);
  const external = externalOf(team);
  const openWork = createOpenWork(options);

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

  const invoke = createInvocations({ ...options, openWork, query });

  /** @param readyMs when the answer would be sent by an API that is not slow itself */
  const respond = (route: string, atMs: number, readyMs: number, status: string): void => {
    const [method = '', path = ''] = route.split(' ');
    const endMs = atMs + conditions.of('apiSlow', atMs, route) * (readyMs - atMs);
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

  /** Whether the API fails before it does anything. */
  const refuses = (route: string, atMs: number): boolean =>
    conditions.fails(random, 0.0005, 'apiErrors', { startMs: atMs, item: route });

  return {
    deliver(startMs) {
      if (refuses(ROUTES.deliver, startMs)) {
        return respond(ROUTES.deliver, startMs, startMs + 20, '500');
      }
      let { endMs, error } = ticket(startMs);
      for (const role of AGENTS) {
        if (error === '') ({ endMs, error } = invoke(role, endMs));
      }
      const itself = { startMs, endMs };
      if (error === '' && conditions.fails(random, 0, 'workflowErrors', itself)) error = 'other';
      const labels = { gen_ai_workflow_name: WORKFLOW };
      const isStuck = (whenMs: number): boolean => conditions.of('workflowStuck', whenMs) > 0;
      const ended = (whenMs: number): void =>
        instruments
          .of('invokeWorkflowDuration', { ...labels, ...(error !== '' && { error_type: error }) })
          .observe((whenMs - startMs) / 1000);
      if (isStuck(startMs)) {
        conditions.slowed('workflowStuck', startMs, endMs);
        return openWork.hang('activeRuns', labels, startMs, isStuck, ended);
      }
      endMs += (conditions.of('workflowSlow', startMs) - 1) * (endMs - startMs);
      conditions.slowed('workflowSlow', startMs, endMs);
      openWork.during('activeRuns', labels, startMs, endMs);
      agenda.at(endMs, () => ended(endMs));
      respond(
        ROUTES.deliver,
        startMs,
        endMs + 5,
        error === '' ? '201' : error === 'timeout' ? '504' : '500',
      );
    },
    browse(atMs) {
      if (refuses(ROUTES.browse, atMs)) return respond(ROUTES.browse, atMs, atMs + 2, '500');
      const { endMs, error } = query(atMs);
      respond(
        ROUTES.browse,
        atMs,
        endMs + 5 + 10 * Math.abs(random.normal()),
        error === '' ? '200' : '503',
      );
    },
  };
}
