import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { COMPONENTS, INDICATORS, type Component, type IndicatorKey } from '@agent-vitals/config';
import {
  healthReportSchema,
  historySchema,
  recommendationsAnswerSchema,
  type ComponentReport,
  type HealthReport,
  type History,
  type IndicatorReport,
  type ItemReport,
  type RecommendationsAnswer,
  type Status,
  type Trend,
} from '@agent-vitals/health-score/report';

/** Something that is wrong in a made-up system. */
interface MadeUpFault {
  readonly indicator: IndicatorKey;
  readonly item: string;
  readonly value: number;
  readonly score: number;
  readonly effect: number;
  readonly causedBy?: Component;
  /** Seconds until it crosses its critical threshold. */
  readonly crossesIn?: number;
}

/** How a made-up system is. */
export interface MadeUpHealth {
  readonly score: number | null;
  readonly faults: readonly MadeUpFault[];
  /** Components without data. */
  readonly unknown?: readonly Component[];
  readonly direction?: Trend['direction'];
  readonly stale?: boolean;
  readonly ageSeconds?: number;
}

const LINES = { warning: 80, critical: 50 };

const ITEMS: Readonly<Record<Component, readonly (readonly [item: string, service: string])[]>> = {
  agents: [
    ['requirements_analyst', 'demo-api'],
    ['architecture_designer', 'demo-api'],
    ['code_generator', 'demo-api'],
    ['test_generator', 'demo-api'],
    ['code_reviewer', 'demo-api'],
    ['security_analyst', 'demo-api'],
    ['documentation_generator', 'demo-api'],
  ],
  workflows: [['software_delivery', 'demo-api']],
  models: [
    ['openai/gpt-5-mini', ''],
    ['openai/gpt-5', ''],
  ],
  prompts: [['code_generation', '']],
  cost: [['all', '']],
  apis: [
    ['POST /v1/deliveries', 'demo-api'],
    ['GET /readyz', 'demo-api'],
  ],
  externalApis: [['127.0.0.1:8091', '']],
  database: [['127.0.0.1:5433/demo', '']],
  resources: [
    ['host-1', ''],
    ['demo-api', 'demo-api'],
  ],
};

const TITLES: Readonly<Partial<Record<Component, string>>> = {
  apis: 'APIs',
  externalApis: 'External APIs',
};
const titleOf = (component: Component): string =>
  TITLES[component] ?? component.replace(/^./, (letter) => letter.toUpperCase());

const statusOf = (score: number | null): Status => {
  if (score === null) return 'unknown';
  if (score < LINES.critical) return 'critical';
  return score < LINES.warning ? 'degraded' : 'healthy';
};

const trend = (score: number | null, direction: Trend['direction']): Trend => ({
  direction,
  slopePerHour: direction === 'worsening' ? -42.4 : direction === 'improving' ? 12.2 : 0.1,
  pValue: 0.001,
  samples: 360,
  comparisons: [
    { against: 'hour', past: 98.6, difference: score === null ? null : score - 98.6 },
    { against: 'day', past: 97.1, difference: score === null ? null : score - 97.1 },
    { against: 'week', past: null, difference: null },
  ],
});

function indicatorReport(
  key: IndicatorKey,
  [item, service]: readonly [string, string],
  fault: MadeUpFault | undefined,
): IndicatorReport {
  const { component, name, title, description, unit, thresholds, weight } = INDICATORS[key];
  const score = fault?.score ?? 100;
  return {
    component,
    item,
    service,
    environment: '',
    name,
    title,
    description,
    unit,
    value: fault?.value ?? thresholds.good,
    thresholds,
    score,
    status: statusOf(score),
    weight,
    effect: fault?.effect ?? 0,
    gain: fault?.effect ?? 0,
    causedBy: fault?.causedBy ?? null,
    forecast:
      fault?.crossesIn === undefined
        ? null
        : { line: 'critical', inSeconds: fault.crossesIn, slopePerHour: 1, rSquared: 0.94 },
  };
}

const worstOf = (scores: readonly number[]): number => Math.min(100, ...scores);

function componentReport(component: Component, health: MadeUpHealth): ComponentReport {
  const unknown = health.unknown?.includes(component) ?? false;
  const keys = (Object.keys(INDICATORS) as IndicatorKey[]).filter((key) =>
    key.startsWith(`${component}.`),
  );
  const items = (unknown ? [] : ITEMS[component])
    .map((subject): ItemReport => {
      const [name, service] = subject;
      const indicators = keys
        .map((key) => {
          const fault = health.faults.find((each) => each.indicator === key && each.item === name);
          return indicatorReport(key, subject, fault);
        })
        .sort((a, b) => b.effect - a.effect);
      const own = indicators.filter(({ causedBy }) => causedBy === null).map((each) => each.score);
      const score = worstOf(own);
      return {
        component,
        name,
        service,
        environment: '',
        score,
        observedScore: worstOf(indicators.map((each) => each.score)),
        status: statusOf(score),
        indicators,
        missing: [],
      };
    })
    .sort((a, b) => (a.score ?? 0) - (b.score ?? 0));
  const score = unknown ? null : worstOf(items.map((item) => item.score ?? 100));
  const causes = items.flatMap((item) => item.indicators.map(({ causedBy }) => causedBy));
  return {
    name: component,
    title: titleOf(component),
    score,
    observedScore: unknown ? null : worstOf(items.map((item) => item.observedScore ?? 100)),
    status: statusOf(score),
    weight: 2,
    critical: true,
    causedBy: [...new Set(causes.filter((cause) => cause !== null))],
    trend: trend(score, unknown ? 'unknown' : score === 100 ? 'steady' : 'worsening'),
    items,
    itemCount: items.length,
    missing: unknown ? keys.map((key) => INDICATORS[key].title) : [],
  };
}

/** The report of a made-up system, held to the schema of the real one. */
function madeUpReport(health: MadeUpHealth): HealthReport {
  const components = COMPONENTS.map((component) => componentReport(component, health));
  const indicators = components
    .flatMap(({ items }) => items.flatMap((item) => item.indicators))
    .sort(
      (a, b) => Number(a.causedBy !== null) - Number(b.causedBy !== null) || b.effect - a.effect,
    );
  return healthReportSchema.parse({
    evaluatedAt: new Date(Date.now() - (health.ageSeconds ?? 0) * 1000).toISOString(),
    ageSeconds: health.ageSeconds ?? 0,
    stale: health.stale ?? false,
    score: health.score,
    status: statusOf(health.score),
    known: 1 - (health.unknown?.length ?? 0) / COMPONENTS.length,
    lines: LINES,
    trend: trend(health.score, health.direction ?? 'steady'),
    components,
    reasons: indicators.filter(({ effect }) => effect > 0).map((each) => ({ ...each, others: 0 })),
    forecasts: indicators.filter(({ forecast }) => forecast !== null),
  } satisfies HealthReport);
}

function madeUpHistory(report: HealthReport, url: URL): History {
  const [from = 0, to = 0, step = 60] = ['from', 'to', 'step'].map((name) =>
    Number(url.searchParams.get(name)),
  );
  const times = Array.from(
    { length: Math.floor((to - from) / step) },
    (_, index) => from + (index + 1) * step,
  );
  // Well for most of the time, then on its way to where it is now.
  const curve = (now: number): [number, number][] =>
    times.map((time, index) => {
      const part = Math.max(0, (index / times.length - 0.9) * 10);
      return [time, Math.min(100, Math.max(0, 98 + Math.sin(index / 3) - part * (98 - now)))];
    });
  const scores = [
    { component: null, score: report.score },
    ...report.components.map(({ name, score }) => ({ component: name, score })),
  ];
  return historySchema.parse({
    from: new Date(from * 1000).toISOString(),
    to: new Date(to * 1000).toISOString(),
    stepSeconds: step,
    series: scores.map(({ component, score }) => ({
      component,
      points: score === null ? [] : curve(score),
    })),
  } satisfies History);
}

const ADVICE: RecommendationsAnswer['recommendations'] = [
  {
    id: 'cheaper-model documentation_generator',
    rule: 'cheaper-model',
    title: 'Let documentation_generator use gpt-5-mini',
    subject: 'documentation_generator',
    detail:
      'Its evaluations score 0.91 with gpt-5-mini and 0.92 with gpt-5, over 412 runs each. At its present rate the cheaper model costs a fifth.',
    gain: { kind: 'USD per month', amount: 1234.5 },
    confidence: 'high',
    evidence: {
      query:
        'avg by (gen_ai_request_model) (gen_ai_evaluation_score_value{gen_ai_agent_name="documentation_generator"})',
      values: { 'gpt-5': 0.92, 'gpt-5-mini': 0.91 },
    },
    link: '/dashboards/llm-usage?var-agent=documentation_generator',
  },
  {
    id: 'prompt-caching code_reviewer',
    rule: 'prompt-caching',
    title: 'Cache the prompt of code_reviewer',
    subject: 'code_reviewer',
    detail: '94 % of its input is the same in each call, and none of it is read from the cache.',
    gain: { kind: 'ratio', amount: 0.31 },
    confidence: 'medium',
    evidence: { query: 'sum(rate(x[1h]))', values: { 'same input': 0.94 } },
    link: '/dashboards/llm-usage?var-agent=code_reviewer',
  },
];

const ALERTS = [
  {
    fingerprint: 'a1',
    labels: {
      alertname: 'AgentErrorRatioHigh',
      severity: 'critical',
      component: 'agents',
      service_name: 'demo-api',
      item: 'code_generator',
    },
    annotations: { summary: 'code_generator fails: 62 % of its invocations' },
    startsAt: new Date(Date.now() - 95_000).toISOString(),
  },
];

/** A made-up health score and Alertmanager in one, and what they answer at the moment. */
export interface HealthFixture {
  readonly url: string;
  /** What is answered from now on; undefined: nothing, the connection is cut. */
  set(health: MadeUpHealth | undefined): void;
  close(): Promise<void>;
}

/** Answers for a system that is made up, in the shapes of the real health score, at `/api/v1`. */
export async function startHealthFixture(initial: MadeUpHealth): Promise<HealthFixture> {
  let health: MadeUpHealth | undefined = initial;
  const server: Server = createServer((req, res) => {
    if (health === undefined) {
      req.socket.destroy();
      return;
    }
    const report = madeUpReport(health);
    const { evaluatedAt, ageSeconds, stale } = report;
    const url = new URL(req.url ?? '/', 'http://fixture');
    const [, , , section, name, item] = url.pathname.split('/').map(decodeURIComponent);
    const component = report.components.find((each) => each.name === name);
    const answer = (): unknown => {
      if (url.pathname.endsWith('/alerts')) return report.status === 'critical' ? ALERTS : [];
      if (section === 'recommendations') {
        return recommendationsAnswerSchema.parse({ evaluatedAt, recommendations: ADVICE });
      }
      if (name === undefined) return report;
      if (name === 'history') return madeUpHistory(report, url);
      if (item === undefined) return component && { ...component, evaluatedAt, ageSeconds, stale };
      const found = component?.items.find((each) => each.name === item);
      return found && { ...found, evaluatedAt, ageSeconds, stale };
    };
    const body = answer();
    const problem = { status: 404, title: 'Not Found', detail: `There is no component ${name}.` };
    res.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
    res.end(JSON.stringify(body ?? problem));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    set(next) {
      health = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
