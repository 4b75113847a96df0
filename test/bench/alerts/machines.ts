import { GENERAL } from '@agent-vitals/instrumentation/general-semconv';
import {
  CONFIRMED_FAILURES,
  POSTGRESQL_METRIC,
  prometheusName,
} from '@agent-vitals/instrumentation/semconv';
import type { Random } from '@agent-vitals/demo/random';
import { databaseOf, POOL, probeOf } from './catalogue.js';
import type { Conditions } from './effects.js';
import type { Instruments } from './instruments.js';

/** What is read now and then: a process, a host, a server. */
export interface Readings {
  /**
   * Notes what they show.
   * @param seconds since they were last read
   * @param busy operations in progress
   */
  read(atMs: number, seconds: number, busy: number): void;
}

/** What the parts of a system are made of. */
export interface PartOptions {
  /** Name of the team. */
  readonly name: string;
  /** Factor on what calls to models cost. */
  readonly price: number;
  readonly random: Random;
  readonly conditions: Conditions;
  readonly instruments: Instruments;
}

/** The Node process of the application. */
export function createProcess(
  { random, conditions, instruments }: PartOptions,
  startedMs: () => number,
): Readings {
  let leaked = 0;
  return {
    read(atMs, seconds, busy) {
      const up = (atMs - startedMs()) / 1000;
      if (up <= seconds) leaked = 0;
      const cores = Math.min(
        1,
        0.02 +
          0.001 * Math.min(busy, 300) +
          0.02 * Math.abs(random.normal()) +
          conditions.of('processCores', atMs),
      );
      leaked += conditions.of('leakBytesPerSecond', atMs) * seconds;
      // Grows to its working set in the first minutes; garbage comes and goes.
      const working = 180e6 * (1 - 0.4 * Math.exp(-up / 90)) + 0.1e6 * Math.min(busy, 300);
      const delay =
        conditions.of('eventLoopSeconds', atMs) + random.logNormal(up < 30 ? 0.08 : 0.02, 0.3);
      instruments.gauge(GENERAL.targetInfo).set(1);
      instruments.counter(GENERAL.processCpuTime, { cpu_mode: 'user' }).add(cores * seconds);
      instruments.gauge(GENERAL.processMemory).set(working + leaked + 6e6 * random.normal());
      instruments.gauge(GENERAL.processUptime).set(up);
      instruments.gauge(GENERAL.eventLoopDelayP99).set(delay);
      instruments
        .gauge(GENERAL.dbPendingRequests, { db_client_connection_pool_name: POOL })
        .set(conditions.of('poolPending', atMs) + (random.chance(0.03) ? random.int(1, 3) : 0));
    },
  };
}

const name = (key: keyof typeof POSTGRESQL_METRIC): string =>
  prometheusName(POSTGRESQL_METRIC[key]);

/** The database server, as `observePostgres` in the application sees it. */
export function createDatabaseServer({
  name: team,
  random,
  conditions,
  instruments,
}: PartOptions): Readings {
  const server = databaseOf(team);
  const labels = { ...server, db_namespace: 'demo' };
  return {
    read(atMs, seconds, busy) {
      const down = conditions.of('databaseDown', atMs) > 0;
      instruments.gauge(name('up'), server).set(down ? 0 : 1);
      if (down) return;
      const connections = 8 + Math.min(20, busy / 10) + conditions.of('connections', atMs) * 100;
      const blocks = 400 * seconds * random.logNormal(1, 0.3);
      const misses = Math.min(1, random.logNormal(0.006, 0.4) + conditions.of('cacheMisses', atMs));
      const deadlocks = (conditions.of('deadlocksPerMinute', atMs) * seconds) / 60;
      instruments
        .gauge(name('backends'), { ...labels, postgresql_state: 'active' })
        .set(Math.round(Math.min(100, connections)));
      instruments.gauge(name('maxConnections'), server).set(100);
      instruments
        .gauge(name('waitingBackends'), labels)
        .set(Math.round(conditions.of('waitingBackends', atMs)) + (random.chance(0.02) ? 1 : 0));
      instruments.counter(name('blocksHit'), labels).add(Math.round(blocks * (1 - misses)));
      instruments.counter(name('blocksRead'), labels).add(Math.round(blocks * misses));
      const whole = Math.floor(deadlocks) + (random.chance(deadlocks % 1) ? 1 : 0);
      instruments.counter(name('deadlocks'), labels).add(whole);
    },
  };
}

/** The host, as the Collector reads it. */
export function createHost(
  { random, conditions, instruments }: PartOptions,
  startedMs: number,
): Readings {
  const DAY_MS = 86_400_000;
  let filled = 0;
  return {
    read(atMs, seconds, busy) {
      const cpu = Math.min(
        1,
        0.12 + 0.004 * Math.min(busy, 80) + 0.03 * random.normal() + conditions.of('hostCpu', atMs),
      );
      const used = Math.max(0.01, cpu);
      for (const [state, part] of [
        ['user', used * 0.8],
        ['system', used * 0.2],
        ['idle', 1 - used],
      ] as const) {
        instruments.gauge(GENERAL.cpuUtilization, { state }).set(part);
      }
      const memory = Math.min(1, 0.55 + 0.01 * random.normal() + conditions.of('hostMemory', atMs));
      instruments.gauge(GENERAL.memoryUtilization, { state: 'used' }).set(memory);
      filled += (conditions.of('diskPerHour', atMs) * seconds) / 3600;
      // Logs of a day, which are rotated at midnight, and data that stays.
      const day = (atMs % DAY_MS) / DAY_MS;
      const disk = 0.54 + 0.02 * day + (0.001 * (atMs - startedMs)) / DAY_MS + filled;
      instruments
        .gauge(GENERAL.filesystemUtilization, { mode: 'rw', type: 'ext4', mountpoint: '/' })
        .set(Math.min(1, Math.max(disk, conditions.of('disk', atMs))));
      const errors = (conditions.of('networkErrorsPerMinute', atMs) * seconds) / 60;
      instruments
        .counter(GENERAL.networkErrors, { device: 'eth0', direction: 'receive' })
        .add(Math.round(errors) + (random.chance(0.001) ? 1 : 0));
    },
  };
}

/** The health score's service: its probes, and the score itself. */
export function createHealthService({
  name: team,
  random,
  conditions,
  instruments,
}: PartOptions): Readings {
  const probe = (component: Parameters<typeof probeOf>[0], answers: boolean): void => {
    // One in some thousand probes gets lost; what does not answer is asked again at once.
    const failures = answers ? Number(random.chance(0.0003)) : CONFIRMED_FAILURES;
    const labels = {
      agent_vitals_component: component,
      agent_vitals_probe_name: probeOf(component, team),
      ...(component === 'database' && databaseOf(team)),
    };
    instruments.gauge('agent_vitals_probe_up', labels).set(failures === 0 ? 1 : 0);
    instruments.gauge('agent_vitals_probe_consecutive_failures', labels).set(failures);
  };
  return {
    read(atMs) {
      const gone = conditions.of('gone', atMs) > 0;
      const databaseDown = conditions.of('databaseDown', atMs) > 0;
      instruments.gauge(GENERAL.targetInfo).set(1);
      probe('models', conditions.of('modelProbeDown', atMs) === 0);
      probe('apis', !gone && !databaseDown && conditions.of('apiProbeDown', atMs) === 0);
      probe('database', !databaseDown);
      const score = instruments.gauge('agent_vitals_health_score', {
        agent_vitals_environment: team,
      });
      if (conditions.of('scoreMissing', atMs) > 0) score.end();
      else score.set(Math.min(100, 97 + random.normal()) - conditions.of('scoreLoss', atMs));
    },
  };
}
