import { COMPONENTS, type Component } from '@agent-vitals/config';
import {
  badParameters,
  defineOperation,
  prepare,
  Problem,
  type Operation,
  type PreparedAnswer,
} from '@agent-vitals/http';
import { z } from 'zod';
import type { HealthMonitor, LatestHealth } from '../health-monitor.js';
import {
  componentAnswerSchema,
  componentNameSchema,
  healthReportSchema,
  itemAnswerSchema,
  type HealthReport,
  type ItemReport,
} from '../report.js';
import { badgeOf } from './badge.js';

/** Half of the shortest time between evaluations, so that no caller is a whole one behind. */
const MAX_AGE_SECONDS = 2;

const report = {
  contentType: 'application/json',
  kind: 'report',
  maxAgeSeconds: MAX_AGE_SECONDS,
} as const;
const badge = {
  contentType: 'image/svg+xml',
  schema: z.string(),
  kind: 'picture',
  // Image proxies of wikis and forges keep badges; longer than this they would tell the past.
  maxAgeSeconds: 30,
} as const;

/** What is answered from the last evaluation: reports and badges. */
export function createHealthOperations(health: Pick<HealthMonitor, 'latest'>): Operation[] {
  /** Answers by what was asked, made once for each evaluation, and gone with it. */
  const prepared = new WeakMap<LatestHealth, Map<string, PreparedAnswer>>();

  const fromLatest = (key: string, make: (latest: LatestHealth) => unknown): PreparedAnswer => {
    const latest = health.latest();
    if (latest === undefined) throw notEvaluatedYet();
    let answers = prepared.get(latest);
    if (!answers) prepared.set(latest, (answers = new Map()));
    let answer = answers.get(key);
    if (!answer) answers.set(key, (answer = prepare(make(latest))));
    return answer;
  };

  return [
    defineOperation({
      ...report,
      id: 'getHealth',
      path: '/api/v1/health',
      summary: 'The health of the whole: score, reasons, trend, and its components.',
      schema: healthReportSchema,
      problems: [503],
      answer: () => fromLatest('', (latest) => latest.report),
    }),
    defineOperation({
      ...report,
      id: 'getComponent',
      path: '/api/v1/health/{component}',
      summary: 'A component with all of its items, worst first.',
      pathParameters: z.object({ component: componentNameSchema }),
      schema: componentAnswerSchema,
      problems: [404, 503],
      answer: ({ component }) =>
        fromLatest(component, (latest) => ({
          ...latest.components.get(component),
          ...evaluationOf(latest.report),
        })),
    }),
    defineOperation({
      ...report,
      id: 'getItem',
      path: '/api/v1/health/{component}/{name}',
      summary: 'One item: an agent, a workflow, a model, an endpoint, a host.',
      pathParameters: z.object({
        component: componentNameSchema,
        name: z.string().meta({ description: 'URL-encoded; a / in it is %2F.' }),
      }),
      queryParameters: z.strictObject({
        service: z
          .string()
          .optional()
          .meta({ description: 'Needed where several services have an item of this name.' }),
        environment: z
          .string()
          .optional()
          .meta({ description: 'Needed where one service has it in several environments.' }),
      }),
      schema: itemAnswerSchema,
      problems: [400, 404, 503],
      answer: ({ component, name }, place) =>
        fromLatest(JSON.stringify([component, name, place]), (latest) => ({
          ...findItem(latest, component, name, place),
          ...evaluationOf(latest.report),
        })),
    }),
    defineOperation({
      ...badge,
      id: 'getBadge',
      path: '/badge.svg',
      summary: 'Status and score of the whole, as a picture for a wiki or a README.',
      problems: [],
      answer: () => prepare(badgeOf('health', health.latest()?.report)),
    }),
    defineOperation({
      ...badge,
      id: 'getComponentBadge',
      path: '/badge/{component}.svg',
      summary: 'Status and score of a component, as a picture.',
      pathParameters: z.object({ component: z.enum(COMPONENTS) }),
      problems: [404],
      answer: ({ component }) => {
        const latest = health.latest();
        const found = latest?.components.get(component);
        return prepare(
          badgeOf(
            found?.title.toLowerCase() ?? component,
            found && { ...found, stale: latest?.report.stale ?? false },
          ),
        );
      },
    }),
    defineOperation({
      id: 'getReadiness',
      path: '/readyz',
      summary: 'Whether the last evaluation had its data; 503 with the reason when it had not.',
      contentType: 'application/json',
      kind: 'open',
      maxAgeSeconds: 0,
      schema: z.object({ status: z.literal('ready') }),
      problems: [503],
      answer: () => {
        const latest = health.latest();
        if (latest === undefined) throw notEvaluatedYet();
        const { stale, evaluatedAt, ageSeconds } = latest.report;
        if (stale) {
          throw new Problem(
            503,
            `Prometheus does not answer; the last report is of ${evaluatedAt}, ${Math.round(ageSeconds)} s old.`,
          );
        }
        return prepare({ status: 'ready' });
      },
    }),
  ];
}

function notEvaluatedYet(): Problem {
  return new Problem(
    503,
    'Nothing has been evaluated yet: the service has just started, or Prometheus does not answer.',
    { headers: { 'retry-after': '5' } },
  );
}

function evaluationOf({ evaluatedAt, ageSeconds, stale }: HealthReport): Partial<HealthReport> {
  return { evaluatedAt, ageSeconds, stale };
}

const PLACES = ['service', 'environment'] as const;
type Place = { readonly [key in (typeof PLACES)[number]]?: string | undefined };

/** The one item of the name, at the place if one is given. */
function findItem(
  { components }: LatestHealth,
  component: Component,
  name: string,
  place: Place,
): ItemReport {
  let found = (components.get(component)?.items ?? []).filter((item) => item.name === name);
  if (found.length === 0) throw new Problem(404, `${component} has no item "${name}".`);
  for (const key of PLACES) {
    const values = [...new Set(found.map((item) => item[key]))];
    const value = place[key];
    if (value === undefined ? values.length > 1 : !values.includes(value)) {
      const allowed = values.map((each) => each || '(empty)').join(', ');
      throw badParameters([{ name: key, value: value ?? null, allowed }]);
    }
    if (value !== undefined) found = found.filter((item) => item[key] === value);
  }
  return found[0]!;
}
