/** The parts of a system whose health is told, in the order in which they are shown. */
export const COMPONENTS = [
  'agents',
  'workflows',
  'models',
  'prompts',
  'cost',
  'apis',
  'externalApis',
  'database',
  'resources',
] as const;

/** One of {@link COMPONENTS}. */
export type Component = (typeof COMPONENTS)[number];

/** What an indicator's value counts. */
export type IndicatorUnit =
  | 'ratio' // 0 to 1
  | 'seconds'
  | 'times' // multiples of its own past
  | 'calls'
  | 'cores'
  | 'bytes per second'
  | 'per minute'
  | 'connections';

/**
 * Four values of an indicator, from well to unwell, between which its score falls in straight
 * lines: 100 at `good`, then the scores of the warning and the critical line, 0 at `worst`.
 * They rise or fall as one, by what is worse for the indicator.
 */
export interface Thresholds {
  readonly good: number;
  readonly warning: number;
  readonly critical: number;
  readonly worst: number;
}

/** Something that is measured for each item of a component, and by which it is judged. */
export interface Indicator {
  readonly component: Component;
  readonly name: string;
  readonly title: string;
  readonly unit: IndicatorUnit;
  /** What is measured, over which time, and what good looks like. */
  readonly description: string;
  /** Defaults; vitals.yaml may move them. */
  readonly thresholds: Thresholds;
  /** Its part in the score of an item, relative to the item's other indicators. */
  readonly weight: number;
  /** An item whose critical indicator is critical is critical itself, whatever the others say. */
  readonly critical: boolean;
  /**
   * Whether a component that this one depends on can be the cause: while one is unwell, the
   * indicator is laid to it.
   */
  readonly follows: boolean;
  /** The recorded series: one sample for each item, labelled `item` and `service_name`. */
  readonly series: string;
}

type Row = Omit<Indicator, 'component' | 'name' | 'series'>;

const indicator = (
  title: string,
  unit: IndicatorUnit,
  [good, warning, critical, worst]: readonly [number, number, number, number],
  description: string,
  rest: Partial<Pick<Row, 'weight' | 'critical' | 'follows'>> = {},
): Row => ({
  title,
  unit,
  thresholds: { good, warning, critical, worst },
  description,
  weight: 1,
  critical: false,
  follows: false,
  ...rest,
});

const failing = { weight: 3, critical: true, follows: true } as const;
const slow = { weight: 2, follows: true } as const;

/**
 * Every indicator by component. `prometheus/src/indicators` says how each is measured, and
 * Prometheus records it; the score, the alerts and the dashboards read what it recorded.
 */
const TABLE = {
  agents: {
    errorRatio: indicator(
      'Error ratio',
      'ratio',
      [0.02, 0.05, 0.2, 0.6],
      'Failed invocations over all in the last minute, or in five where they are few; what the caller cancelled is no failure.',
      failing,
    ),
    durationP95: indicator(
      'Duration, p95',
      'seconds',
      [15, 30, 60, 120],
      '95 of 100 invocations of the last minute, or of five where they are few, ended within this time.',
      slow,
    ),
    slowdown: indicator(
      'Duration against its own past',
      'times',
      [1.5, 2.5, 4, 8],
      'Mean duration of the successful ones of the last minute, of five where they are few, or of fifteen where they are rare, as a multiple of the usual one: the median of a day.',
      slow,
    ),
    callsPerInvocation: indicator(
      'Model calls per invocation, p95',
      'calls',
      [8, 12, 16, 32],
      'Calls to models in one invocation, 95th percentile of the last minute, or of five where they are few. A loop shows here.',
      { weight: 2, critical: true },
    ),
    toolErrorRatio: indicator(
      'Tool error ratio',
      'ratio',
      [0.05, 0.15, 0.4, 0.8],
      'Failed tool calls of the agent over all in the last minute, or in five where they are few.',
      { weight: 2, critical: true, follows: true },
    ),
    stalled: indicator(
      'Time without an end',
      'seconds',
      [4, 6, 8, 120],
      'Time since an invocation last ended while several are open, once it is three times what one usually takes and 5 s more; 0 while they end. One that was given up has not ended.',
      { critical: true, follows: true },
    ),
    throughput: indicator(
      'Invocations against the same hour of other days',
      'ratio',
      [0.7, 0.5, 0.25, 0],
      'Successful invocations of the last 10 minutes over those of the hour around this time a week ago, or yesterday before a week is known.',
      { follows: true },
    ),
    silence: indicator(
      'Silence of an agent that is busy at this time',
      'seconds',
      [60, 300, 900, 3600],
      'Time without any invocation, where by the same hour of other days there would have been 20 or more; 0 while there are some.',
      { follows: true },
    ),
  },
  workflows: {
    errorRatio: indicator(
      'Error ratio',
      'ratio',
      [0.02, 0.05, 0.2, 0.6],
      'Failed runs over all in the last minute, or in five where they are few.',
      failing,
    ),
    durationP95: indicator(
      'Duration, p95',
      'seconds',
      [120, 300, 600, 1800],
      '95 of 100 runs of the last minute, or of five where they are few, ended within this time.',
      slow,
    ),
    slowdown: indicator(
      'Duration against its own past',
      'times',
      [1.5, 2.5, 4, 8],
      'Mean duration of the successful ones of the last minute, of five where they are few, or of fifteen where they are rare, as a multiple of the usual one: the median of a day.',
      slow,
    ),
    stalled: indicator(
      'Time without an end',
      'seconds',
      [8, 15, 30, 900],
      'Time since a run last ended while several are open, once it is two and a half times what one usually takes and 5 s more; 0 while they end. One that was given up has not ended.',
      { critical: true, follows: true },
    ),
    throughput: indicator(
      'Runs against the same hour of other days',
      'ratio',
      [0.7, 0.5, 0.25, 0],
      'Successful runs of the last 10 minutes over those of the hour around this time a week ago, or yesterday before a week is known.',
      { follows: true },
    ),
    sloBudget: indicator(
      'SLO budget left',
      'ratio',
      [0.5, 0.25, 0.05, -1],
      'Part of the failures that its objective allows in its window that has not been used up.',
    ),
  },
  models: {
    errorRatio: indicator(
      'Error ratio',
      'ratio',
      [0.01, 0.03, 0.15, 0.5],
      'Failed calls over all in the last 20 seconds, or in one or five minutes where they are few, whatever the reason.',
      { ...failing, follows: false },
    ),
    rateLimitRatio: indicator(
      'Rate limited',
      'ratio',
      [0.01, 0.03, 0.15, 0.5],
      'Calls rejected for their rate over all in the last 20 seconds, or in one or five minutes where they are few.',
    ),
    timeToFirstChunkP95: indicator(
      'Time to first chunk, p95',
      'seconds',
      [3, 6, 15, 45],
      '95 of 100 streamed answers of the last minute, or of five where they are few, began within this time.',
    ),
    slowdown: indicator(
      'Time per output token against its own past',
      'times',
      [1.5, 2, 3, 6],
      'Mean duration over mean output tokens of the successful calls of the last minute, of five where they are few, or of fifteen where they are rare, as a multiple of the usual one: the median of a day.',
      { weight: 2, critical: true },
    ),
    unpricedRatio: indicator(
      'Calls without a price',
      'ratio',
      [0, 0.05, 0.5, 1],
      'Calls whose cost is not known, over all in the last 10 minutes.',
    ),
    availability: indicator(
      'Availability by probe',
      'ratio',
      [1, 0.9, 0.7, 0],
      'Probes of the last minute that got the answer that they expect.',
      { weight: 3, critical: true },
    ),
  },
  prompts: {
    quality: indicator(
      'Quality against its own past',
      'ratio',
      [0.97, 0.9, 0.75, 0.4],
      'Mean evaluation score of the last minute, of ten where evaluations are few, or of thirty where they are rare and three usual ones are added, over the usual one: the median of a day.',
      { weight: 3, critical: true },
    ),
    outputTokens: indicator(
      'Length of answers against its own past',
      'times',
      [1.5, 2, 4, 8],
      'Mean output tokens of a call, without those of reasoning, in the last minute, in five where calls are few, or in fifteen where they are rare and three usual ones are added, as a multiple of the usual ones: the median of a day.',
    ),
  },
  cost: {
    slowBurn: indicator(
      'Month’s budget at the rate of the last day',
      'ratio',
      [0.9, 1, 1.25, 2],
      'Cost of a month at the rate of the last day, over the month’s budget; once an hour is known.',
      { weight: 2 },
    ),
    dailyBudget: indicator(
      'Day’s budget',
      'ratio',
      [0.8, 1, 1.5, 3],
      'Cost of the last 24 hours over the day’s budget.',
    ),
    hourlyBudget: indicator(
      'Hour’s budget',
      'ratio',
      [0.8, 1, 2, 4],
      'Cost of an hour, at the rate of the last minute or of the last five, whichever is less, over the hour’s budget.',
      { weight: 2, follows: true },
    ),
    costPerCall: indicator(
      'Cost of a call against its own past',
      'times',
      [1.5, 2.5, 5, 10],
      'Mean cost of a call to a model in the last minute, in five where calls are few, or in fifteen where they are rare, as a multiple of the usual one: the median of a day.',
      { weight: 2, critical: true, follows: true },
    ),
    tokensPerCall: indicator(
      'Tokens of a call against its own past',
      'times',
      [1.5, 2.5, 5, 10],
      'Mean tokens of a call to a model, sent and answered, in the last minute, in five where calls are few, or in fifteen where they are rare, as a multiple of the usual ones: the median of a day.',
      { follows: true },
    ),
  },
  apis: {
    errorRatio: indicator(
      'Error ratio',
      'ratio',
      [0.01, 0.03, 0.15, 0.5],
      'Requests answered with 5xx over all in the last minute, or in five where they are few.',
      failing,
    ),
    durationP95: indicator(
      'Duration, p95',
      'seconds',
      [30, 60, 120, 300],
      '95 of 100 requests of the last minute, or of five where they are few, were answered within this time.',
      slow,
    ),
    slowdown: indicator(
      'Duration against its own past',
      'times',
      [1.5, 2.5, 5, 10],
      'Mean duration of the successful ones of the last minute, of five where they are few, or of fifteen where they are rare, as a multiple of the usual one: the median of a day.',
      slow,
    ),
    availability: indicator(
      'Availability by probe',
      'ratio',
      [1, 0.9, 0.7, 0],
      'Probes of the last minute that got the answer that they expect.',
      failing,
    ),
    sloBudget: indicator(
      'SLO budget left',
      'ratio',
      [0.5, 0.25, 0.05, -1],
      'Part of the failures that its objective allows in its window that has not been used up.',
    ),
  },
  externalApis: {
    errorRatio: indicator(
      'Error ratio',
      'ratio',
      [0.02, 0.05, 0.2, 0.6],
      'Requests to it that failed or were answered with 5xx or 429, over all in the last minute, or in five where they are few.',
      { ...failing, follows: false },
    ),
    durationP95: indicator(
      'Duration, p95',
      'seconds',
      [2, 5, 15, 45],
      '95 of 100 requests of the last minute, or of five where they are few, were answered within this time.',
      { weight: 2 },
    ),
    availability: indicator(
      'Availability by probe',
      'ratio',
      [1, 0.9, 0.7, 0],
      'Probes of the last minute that got the answer that they expect.',
      { weight: 3, critical: true },
    ),
  },
  database: {
    availability: indicator(
      'Availability',
      'ratio',
      [1, 0.9, 0.7, 0],
      'Looks of the last minute at which the server answered, by probe and by its own statistics.',
      { weight: 3, critical: true },
    ),
    errorRatio: indicator(
      'Error ratio',
      'ratio',
      [0.01, 0.03, 0.15, 0.5],
      'Failed operations over all in the last 20 seconds, or in one or five minutes where they are few.',
      { weight: 3, critical: true },
    ),
    durationP95: indicator(
      'Operation duration, p95',
      'seconds',
      [0.2, 0.5, 1, 3],
      '95 of 100 operations of the last 20 seconds, or of one or five minutes where they are few, ended within this time.',
      { weight: 2, critical: true },
    ),
    promptLookupP95: indicator(
      'Prompt lookup, p95',
      'seconds',
      [0.1, 0.3, 1, 3],
      '95 of 100 lookups of prompts in their store in the last minute, or in five where they are few, ended within this time.',
    ),
    connections: indicator(
      'Connections in use',
      'ratio',
      [0.6, 0.8, 0.95, 1.05],
      'Connections over those that the server allows.',
    ),
    poolPending: indicator(
      'Requests waiting for a connection',
      'connections',
      [0, 3, 10, 50],
      'Requests that wait for a connection of the application’s pool, the mean of the last minute.',
    ),
    cacheHitRatio: indicator(
      'Cache hit ratio',
      'ratio',
      [0.98, 0.95, 0.85, 0.5],
      'Blocks found in the server’s cache over all in the last 5 minutes.',
    ),
    waitingBackends: indicator(
      'Connections waiting for a lock',
      'connections',
      [0, 3, 10, 50],
      'Connections that wait for a lock, the mean of the last minute.',
    ),
    deadlocks: indicator(
      'Deadlocks',
      'per minute',
      [0, 0.3, 2, 10],
      'Deadlocks a minute over the last 5 minutes.',
    ),
  },
  resources: {
    cpu: indicator(
      'Host CPU',
      'ratio',
      [0.85, 0.95, 0.99, 1.2],
      'Mean share of the host’s CPU in use in the last 5 minutes.',
    ),
    memory: indicator(
      'Host memory',
      'ratio',
      [0.8, 0.9, 0.97, 1.05],
      'Share of the host’s memory in use.',
      { critical: true },
    ),
    disk: indicator(
      'Disk',
      'ratio',
      [0.8, 0.9, 0.97, 1.05],
      'Share of the fullest file system in use.',
      { critical: true },
    ),
    networkErrors: indicator(
      'Network errors',
      'per minute',
      [1, 10, 100, 1000],
      'Errors of the host’s network interfaces a minute, over 5 minutes.',
    ),
    processCpu: indicator(
      'Process CPU',
      'cores',
      [0.5, 0.65, 0.8, 1.2],
      'Cores that a Node process used in the last half minute: it runs JavaScript on one.',
      { weight: 2, critical: true },
    ),
    eventLoopDelay: indicator(
      'Event loop delay, p99',
      'seconds',
      [0.1, 0.25, 1, 5],
      'How late Node runs what is due, the median of the last minute.',
    ),
    memoryGrowth: indicator(
      'Memory growth of a process',
      'bytes per second',
      [524_288, 1_048_576, 4_194_304, 16_777_216],
      'Growth of a process’s memory: the lesser of the last 20 seconds and the 20 before them, once it has run for five minutes. A warning compares the least of two minutes with that of the two before.',
      { weight: 2, critical: true },
    ),
    staleness: indicator(
      'Telemetry missing',
      'seconds',
      [30, 60, 120, 600],
      'Time since the last metric of a service that reported within the last hour, and for three minutes or more.',
      { weight: 2, critical: true },
    ),
  },
} as const satisfies Readonly<Record<Component, Readonly<Record<string, Row>>>>;

/** `component.indicator` of every indicator: `agents.errorRatio`. */
export type IndicatorKey = {
  [C in Component]: `${C}.${Extract<keyof (typeof TABLE)[C], string>}`;
}[Component];

/** Every indicator by its key. */
export const INDICATORS: Readonly<Record<IndicatorKey, Indicator>> = Object.fromEntries(
  COMPONENTS.flatMap((component) =>
    Object.entries<Row>(TABLE[component]).map(([name, row]) => [
      `${component}.${name}`,
      { ...row, component, name, series: `vitals:${snake(component)}_${snake(name)}` },
    ]),
  ),
) as unknown as Record<IndicatorKey, Indicator>;

/** The indicators of a component, in order. */
export function indicatorsOf(component: Component): readonly Indicator[] {
  return Object.values(INDICATORS).filter((each) => each.component === component);
}

function snake(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
