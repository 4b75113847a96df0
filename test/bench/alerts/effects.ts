import type { IndicatorKey } from '@agent-vitals/config';
import type { Random } from '@agent-vitals/demo/random';

/** What a fault can change, each with its value in normal life. */
const EFFECTS = {
  /** Probability that an invocation of the agent fails on its own. */
  agentErrors: 0,
  /** Factor on the time that an invocation of the agent takes, by its own work between the calls. */
  agentSlow: 1,
  /** Turns of each invocation beyond those that it needs. */
  agentLoop: 0,
  /** 1: invocations of the agent do not end; its caller gives up. */
  agentStalls: 0,
  toolErrors: 0,
  workflowErrors: 0,
  /** 1: runs do not end, and nobody gives them up. */
  workflowStuck: 0,
  /** Factor on the whole run, by steps that are no agent's. */
  workflowSlow: 1,
  /** Factor on the number of runs that are asked for. */
  arrivals: 1,
  modelErrors: 0,
  modelRateLimits: 0,
  modelSlow: 1,
  /** Seconds until an answer begins, beyond the usual ones. */
  firstChunkSeconds: 0,
  /** Part of the calls whose price is not known. */
  unpriced: 0,
  /** 1: probes of the model do not get their answer. */
  modelProbeDown: 0,
  quality: 1,
  outputTokens: 1,
  /** Factor on what an agent sends to a model. */
  inputTokens: 1,
  /** Factor on the price of a call: a dearer model, documents sent along. */
  price: 1,
  /** 1: the prompt has a new version. */
  promptVersion: 0,
  apiErrors: 0,
  /** Factor on the time of a request, by the API's own work. */
  apiSlow: 1,
  apiProbeDown: 0,
  externalErrors: 0,
  /** Seconds of each request to the other API, beyond the usual ones. */
  externalSeconds: 0,
  databaseDown: 0,
  /** Seconds to look a prompt up, beyond the usual ones. */
  promptLookupSeconds: 0,
  databaseErrors: 0,
  /** Seconds of each operation, beyond the usual ones. */
  databaseSeconds: 0,
  /** Connections that others hold, as a part of those that the server allows. */
  connections: 0,
  poolPending: 0,
  waitingBackends: 0,
  deadlocksPerMinute: 0,
  /** Part of the blocks that are not in the cache, beyond the usual one. */
  cacheMisses: 0,
  /** Cores that the process uses beyond its work. */
  processCores: 0,
  eventLoopSeconds: 0,
  leakBytesPerSecond: 0,
  hostCpu: 0,
  hostMemory: 0,
  /** What the disk holds at least, as a part of its size. */
  disk: 0,
  /** Part of the disk that fills in an hour. */
  diskPerHour: 0,
  networkErrorsPerMinute: 0,
  /** 1: the application sends no metrics. */
  silent: 0,
  /** 1: the process is away. */
  gone: 0,
  collectorDown: 0,
  lokiDown: 0,
  jaegerDown: 0,
  alertmanagerDown: 0,
  /** A second. */
  refused: 0,
  dropped: 0,
  queue: 0,
  ruleFailures: 0,
  reloadFailed: 0,
  notificationsFailed: 0,
  deliveriesFailed: 0,
  /** Points that the health score loses. */
  scoreLoss: 0,
  scoreMissing: 0,
} as const satisfies Readonly<Record<string, number>>;

/** One of {@link EFFECTS}. */
export type Effect = keyof typeof EFFECTS;

/** Effects, and how strong each is. */
export type Effects = Readonly<Partial<Record<Effect, number>>>;

/** Something that is wrong for a time. */
export interface Disturbance {
  readonly startMs: number;
  readonly endMs: number;
  readonly effects: Effects;
  /** What it is about, such as an agent; undefined: everything of its kind. */
  readonly item?: string | undefined;
}

/** A call that may fail. */
interface Call {
  readonly startMs: number;
  /** When it is seen that it has failed. Default: at once. */
  readonly endMs?: number;
  /** What it is of, such as an agent. Default: whatever the effect is about. */
  readonly item?: string;
}

/** Tells what is wrong at a time. */
export interface Conditions {
  /** How strong an effect is for an item. Default of item: whatever it is about. */
  of(effect: Effect, atMs: number, item?: string): number;
  /** Draws whether a call fails that usually does with some probability, and notes what came of it. */
  fails(random: Random, usual: number, effect: Effect, call: Call): boolean;
  /** Notes that a call has ended, or should have, on which an effect was since it began, or was not. */
  slowed(effect: Effect, startMs: number, endMs: number, item?: string): void;
}

/** Effects by which a part of the calls fails, and what measures that part. */
export const FAILED_PART: Readonly<Partial<Record<Effect, IndicatorKey>>> = {
  agentErrors: 'agents.errorRatio',
  toolErrors: 'agents.toolErrorRatio',
  workflowErrors: 'workflows.errorRatio',
  modelErrors: 'models.errorRatio',
  modelRateLimits: 'models.rateLimitRatio',
  apiErrors: 'apis.errorRatio',
  externalErrors: 'externalApis.errorRatio',
  databaseErrors: 'database.errorRatio',
};

/** Effects by which calls take a multiple of their usual time, and what measures it. */
export const SLOWED_TIMES: Readonly<Partial<Record<Effect, IndicatorKey>>> = {
  agentSlow: 'agents.slowdown',
  workflowSlow: 'workflows.slowdown',
  apiSlow: 'apis.slowdown',
};

/** Effects that show in calls which have failed, or have ended late, and nowhere else. */
export const SHOWN_BY_CALLS: ReadonlySet<string> = new Set<Effect>([
  ...(Object.keys(FAILED_PART) as Effect[]),
  'agentSlow',
  'agentLoop',
  'agentStalls',
  'workflowStuck',
  'workflowSlow',
  'modelSlow',
  'firstChunkSeconds',
  'apiSlow',
  'externalSeconds',
  'databaseSeconds',
  'promptLookupSeconds',
]);

/** A call that something wrong could touch. */
export interface ExposedCall {
  /** When it ended, or should have. */
  readonly atMs: number;
  /** Whether it failed, or was late. */
  readonly suffered: boolean;
  /**
   * Of what multiplies a time: how many times as long it took as those before that nothing touched, as
   * a mean; undefined where there was none.
   */
  readonly times?: number | undefined;
}

/** Told of each call that something wrong could touch. */
export type OnExposed = (disturbance: Disturbance, call: ExposedCall) => void;

/** @param disturbances where several are on, the first counts */
export function createConditions(
  disturbances: readonly Disturbance[],
  onExposed: OnExposed,
): Conditions {
  const byEffect = Map.groupBy(
    disturbances.flatMap((cause) =>
      Object.entries(cause.effects).map(([effect, value]) => ({ cause, effect, value })),
    ),
    ({ effect }) => effect,
  );
  const find = (effect: Effect, atMs: number, item: string | undefined) =>
    byEffect
      .get(effect)
      ?.find(
        ({ cause }) =>
          atMs >= cause.startMs &&
          atMs < cause.endMs &&
          (cause.item === undefined || item === undefined || cause.item === item),
      );
  /** How long calls took that nothing touched, by effect and item. */
  const untouched = new Map<string, { readonly sumMs: number; readonly count: number }>();
  return {
    of: (effect, atMs, item) => find(effect, atMs, item)?.value ?? EFFECTS[effect],
    fails(random, usual, effect, { startMs, endMs = startMs, item }) {
      const found = find(effect, startMs, item);
      const suffered = random.chance(usual + (found?.value ?? 0));
      if (found) onExposed(found.cause, { atMs: endMs, suffered });
      return suffered;
    },
    slowed(effect, startMs, endMs, item) {
      const found = find(effect, startMs, item);
      const tookMs = endMs - startMs;
      const key = `${effect} ${item}`;
      const { sumMs, count } = untouched.get(key) ?? { sumMs: 0, count: 0 };
      if (found) {
        const times = effect in SLOWED_TIMES && count > 0 ? tookMs / (sumMs / count) : undefined;
        onExposed(found.cause, { atMs: endMs, suffered: true, times });
      } else {
        untouched.set(key, { sumMs: sumMs + tookMs, count: count + 1 });
      }
    },
  };
}
