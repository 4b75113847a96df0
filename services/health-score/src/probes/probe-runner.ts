import { setTimeout as sleep } from 'node:timers/promises';
import type { Probe } from '@agent-vitals/config';
import { CONFIRMED_FAILURES } from '@agent-vitals/instrumentation/semconv';
import type { Logger } from 'pino';
import { createHttpProbe } from './http-probe.js';
import { createLlmProbe } from './llm-probe.js';
import type { Ask, Outcome } from './outcome.js';
import { createPostgresProbe } from './postgres-probe.js';

/** What a probe last saw. */
interface ProbeResult {
  readonly probe: Probe;
  readonly outcome: Outcome;
  /** How long the answer took, or the wait for one that did not come. */
  readonly seconds: number;
  /** How many times in a row it has failed. */
  readonly failures: number;
}

/** Asks probes by their schedules: see {@link createProbeRunner}. */
export interface ProbeRunner {
  start(): void;
  /** Gives up what is under way, and resolves when nothing is. */
  stop(): Promise<void>;
  /** What each probe last saw; nothing of those that have not been asked yet. */
  readonly results: () => readonly ProbeResult[];
}

/** Options of {@link createProbeRunner}. */
export interface ProbeRunnerOptions {
  /** Resolved: without variables. */
  readonly probes: readonly Probe[];
  readonly log: Pick<Logger, 'info' | 'warn'>;
  /** Told when a probe fails, when that is confirmed, and when it is well again. */
  readonly onChange?: () => void;
  /** From 0 to 1. Default: `Math.random`. */
  readonly random?: () => number;
}

/** Probes begin within this time, in seconds, each at another moment. */
const SPREAD_SECONDS = 5;

/** One failure may be chance, so it is asked again after this, in seconds, not a rhythm later. */
const CONFIRM_SECONDS = 1;

/**
 * A runner of probes. Each has its own rhythm; one that takes longer than its rhythm misses a
 * beat, so that it never runs twice at a time. When one begins to fail, all are asked at once: what
 * it follows from must be known no later than it.
 */
export function createProbeRunner(options: ProbeRunnerOptions): ProbeRunner {
  const { probes, log, onChange = () => {}, random = Math.random } = options;
  const results = new Map<Probe, ProbeResult>();
  let stopping = new AbortController();
  let hurry = new AbortController();
  let running: Promise<unknown> = Promise.resolve();

  const askAllNow = (): void => {
    hurry.abort();
    hurry = new AbortController();
  };

  const failuresOf = (probe: Probe): number => results.get(probe)?.failures ?? 0;

  const askOnce = async (probe: Probe, ask: Ask): Promise<void> => {
    const began = performance.now();
    const timeout = AbortSignal.timeout(probe.timeoutSeconds * 1000);
    const outcome = await ask(AbortSignal.any([timeout, stopping.signal]));
    // What was given up says nothing about what was asked.
    if (stopping.signal.aborted) return;
    const seconds = (performance.now() - began) / 1000;
    const before = results.get(probe)?.outcome.up;
    const failures = outcome.up ? 0 : failuresOf(probe) + 1;
    results.set(probe, { probe, outcome, seconds, failures });
    if (failures === 1) askAllNow();
    if (outcome.up !== before || failures === CONFIRMED_FAILURES) onChange();
    if (outcome.up === before) return;
    const { name, component } = probe;
    if (!outcome.up) log.warn({ probe: name, component, reason: outcome.reason }, 'probe fails');
    else if (before === false) log.info({ probe: name, component }, 'probe is well again');
  };

  const runAll = async (probe: Probe, signal: AbortSignal): Promise<void> => {
    const ask = createAsk(probe);
    const rhythmMs = probe.everySeconds * 1000;
    let due = performance.now() + random() * Math.min(rhythmMs, SPREAD_SECONDS * 1000);
    while (!signal.aborted) {
      const wake = AbortSignal.any([signal, hurry.signal]);
      await sleep(Math.max(0, due - performance.now()), undefined, { signal: wake }).catch(
        () => {},
      );
      if (signal.aborted) return;
      await askOnce(probe, ask);
      const missed = Math.max(0, Math.floor((performance.now() - due) / rhythmMs));
      due += (missed + 1) * rhythmMs;
      const unconfirmed = failuresOf(probe) === CONFIRMED_FAILURES - 1;
      if (unconfirmed) due = Math.min(due, performance.now() + CONFIRM_SECONDS * 1000);
    }
  };

  return {
    start() {
      stopping = new AbortController();
      running = Promise.all(probes.map((probe) => runAll(probe, stopping.signal)));
    },
    async stop() {
      stopping.abort();
      await running;
    },
    results: () => [...results.values()],
  };
}

function createAsk(probe: Probe): Ask {
  if (probe.kind === 'http') return createHttpProbe(probe);
  return probe.kind === 'postgres' ? createPostgresProbe(probe) : createLlmProbe(probe);
}
