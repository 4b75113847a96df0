import { createRandom } from '@agent-vitals/demo/random';
import { createAgenda } from './agenda.js';
import { createApplication } from './application.js';
import { hostOf } from './catalogue.js';
import { createConditions, type Disturbance, type OnExposed } from './effects.js';
import { createInstruments } from './instruments.js';
import {
  createDatabaseServer,
  createHealthService,
  createHost,
  createProcess,
  type PartOptions,
  type Readings,
} from './machines.js';
import { often, ordinaryLife } from './ordinary-life.js';
import { createPipeline } from './pipeline.js';
import { usualRate, type Profile } from './profiles.js';
import { createTelemetry, type Source, type Telemetry } from './telemetry.js';

/** A team and its system, to be simulated. */
export interface TeamOptions {
  /** Name of its service and its environment, by which its series and alerts are told apart. */
  readonly name: string;
  readonly profile: Profile;
  readonly seed: number;
  readonly faults: readonly Disturbance[];
  /** Factor on what its calls cost: budgets are for all teams together. Default: 1. */
  readonly price?: number;
}

/** What several teams report to one Prometheus. */
export interface WorldOptions {
  readonly teams: readonly TeamOptions[];
  readonly startMs: number;
  readonly endMs: number;
  /** Faults of the monitoring itself, which all teams share. */
  readonly faults: readonly Disturbance[];
}

/** Something that reports once in every step. */
interface Moment {
  readonly phaseMs: number;
  /** @param atMs when it is due in the step */
  readonly pass: (atMs: number) => void;
}

const EVERY_MS = 10_000;
/** An hour's noise of traffic: its weight from step to step, and how much of it is new. */
const NOISE = { keep: Math.exp(-EVERY_MS / 3_600_000), deviation: 0.15 };

/**
 * Simulates the systems of some teams and gives what they report, step by step, as lines that
 * `replay` reads. Each source
 * reports every 10 s, at a moment of its own. The same options give the same lines.
 */
export function* simulate(
  options: WorldOptions,
  onExposed: OnExposed = () => {},
): Generator<string> {
  let lines: string[] = [];
  const telemetry = createTelemetry((line) => lines.push(line));
  const moments = [
    monitoring(options, telemetry),
    ...options.teams.flatMap((team) => teamMoments(team, options, telemetry, onExposed)),
  ].sort((a, b) => a.phaseMs - b.phaseMs);
  for (let stepMs = options.startMs; stepMs < options.endMs; stepMs += EVERY_MS) {
    for (const { phaseMs, pass } of moments) pass(stepMs + phaseMs);
    yield `${lines.join('\n')}\n`;
    lines = [];
  }
}

/** What Prometheus scrapes of the monitoring. */
function monitoring({ faults, startMs }: WorldOptions, telemetry: Telemetry): Moment {
  const source: Source = { name: 'scrapes', labels: { instance: 'local' }, reportedMs: startMs };
  const pipeline = createPipeline({
    conditions: createConditions(faults, () => {}),
    instruments: createInstruments(telemetry, source),
  });
  return {
    phaseMs: 0,
    pass(atMs) {
      pipeline.read(atMs, EVERY_MS / 1000, 0);
      telemetry.report(source, atMs);
    },
  };
}

function teamMoments(
  { name, profile, seed, faults, price = 1 }: TeamOptions,
  { startMs, endMs, faults: shared }: WorldOptions,
  telemetry: Telemetry,
  onExposed: OnExposed,
): readonly Moment[] {
  const random = createRandom(seed);
  const life = ordinaryLife(profile, random, startMs, endMs);
  const conditions = createConditions([...faults, ...shared, ...life.disturbances], onExposed);
  const environment = { deployment_environment_name: name };
  const source = (suffix: string, labels: Source['labels']): Source => ({
    name: `${name}-${suffix}`,
    labels: { ...labels, ...environment },
    reportedMs: startMs,
  });
  const ofService = (job: string, instance: string): Source['labels'] => ({
    job,
    instance,
    service_name: job,
    ...environment,
  });
  let instances = 0;
  const nextInstance = (): Source['labels'] => ofService(name, `${name}.${++instances}`);
  const app = source('app', nextInstance());
  const host = source('host', { host_name: hostOf(name) });
  const health = source('health', ofService('health-score', `health-score.${name}`));
  const parts = (of: Source): PartOptions => ({
    name,
    price,
    random,
    conditions,
    instruments: createInstruments(telemetry, of),
  });
  const agenda = createAgenda(startMs);
  const ofApp = parts(app);
  const application = createApplication({ ...ofApp, agenda });
  let startedMs = startMs - 600_000;
  const readings = new Map<Source, readonly Readings[]>([
    [app, [createProcess(ofApp, () => startedMs), createDatabaseServer(ofApp)]],
    [host, [createHost(parts(host), startMs)]],
    [health, [createHealthService(parts(health))]],
  ]);

  let noise = 0;
  let awayUntilMs = 0;
  const restarts = [...life.restarts];

  /** Lets the users come that want something between two reports. */
  const arrive = (fromMs: number): void => {
    noise = noise * NOISE.keep + Math.sqrt(1 - NOISE.keep ** 2) * NOISE.deviation * random.normal();
    const perSecond = usualRate(profile, fromMs) * Math.exp(noise);
    const mean = (perSecond * EVERY_MS * conditions.of('arrivals', fromMs)) / 1000;
    const when = (): number => Math.max(fromMs + random.int(0, EVERY_MS - 1), awayUntilMs);
    for (let i = often(random, mean); i > 0; i--) application.deliver(when());
    for (let i = often(random, mean * profile.browsing); i > 0; i--) application.browse(when());
  };

  const restart = (atMs: number): void => {
    const due = restarts[0];
    if (due === undefined || due.atMs >= atMs) return;
    restarts.shift();
    awayUntilMs = due.atMs + due.awayMs;
    startedMs = awayUntilMs;
    telemetry.restart(app, awayUntilMs, due.renamed ? nextInstance() : app.labels);
  };

  const report = (each: Source, atMs: number): void => {
    const seconds = Math.min(EVERY_MS, atMs - each.reportedMs) / 1000;
    for (const part of readings.get(each) ?? []) part.read(atMs, seconds, agenda.pending);
    const lost =
      conditions.of('collectorDown', atMs) > 0 ||
      (each === app && conditions.of('silent', atMs) > 0);
    if (!lost) telemetry.report(each, atMs);
  };
  const phaseMs = (): number => random.int(0, EVERY_MS - 1);

  return [
    { phaseMs: phaseMs(), pass: (atMs) => report(host, atMs) },
    { phaseMs: phaseMs(), pass: (atMs) => report(health, atMs) },
    {
      phaseMs: phaseMs(),
      pass(atMs) {
        const gone = conditions.of('gone', atMs) > 0;
        if (!gone) arrive(atMs - EVERY_MS);
        agenda.until(atMs);
        restart(atMs);
        // What is away reports nothing; what has just started has not yet.
        if (!gone && atMs >= awayUntilMs) report(app, atMs);
      },
    },
  ];
}
