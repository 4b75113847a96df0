import { join } from 'node:path';
import type { Bench, Series } from '../bench.js';
import { startDatabase } from './database.js';
import { startListening, type ListeningProcess } from './listening-process.js';
import { fetchText, load } from './load.js';
import { BARE, PARTS, VARIANTS, type Variant } from './variants.js';
import { prepareWorkspace, type Workspace } from './workspaces.js';

/** Each variant runs each workload once a round, in turn, so that what slows the machine slows all. */
const ROUNDS = 5;
const CLIENTS = 8;

/**
 * A workflow waits for its model most of the time. With more clients at first, the code that they
 * run is as often run, and so as well compiled, as after minutes of the load that is measured.
 */
const WORKLOADS = [
  { name: 'query', path: '/query', warmUp: { clients: CLIENTS, seconds: 2 }, seconds: 5 },
  { name: 'agent', path: '/agent', warmUp: { clients: 3 * CLIENTS, seconds: 8 }, seconds: 8 },
] as const;

type Workload = (typeof WORKLOADS)[number];

const FIGURES = {
  throughput: '1/s',
  p50: 'ms',
  p99: 'ms',
  'CPU per request': 'ms',
  memory: 'MB',
  'event loop delay p99': 'ms',
} as const;
type Readings = Readonly<Record<keyof typeof FIGURES, number>>;

/** Those that are told as a share of what the bare application reads in the same round, too. */
const COMPARED = ['throughput', 'CPU per request'] as const;

const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;

const measure = async (
  app: ListeningProcess,
  { path, warmUp, seconds }: Workload,
): Promise<Readings> => {
  await load(app.url + path, warmUp.clients, warmUp.seconds);
  await fetchText(`${app.url}/begin`);
  const seen = await load(app.url + path, CLIENTS, seconds);
  const used = JSON.parse(await fetchText(`${app.url}/end`)) as {
    readonly cpuMs: number;
    readonly memoryMb: number;
    readonly delayMs: number;
  };
  return {
    throughput: seen.requests / seen.seconds,
    p50: quantile(seen.latencies, 0.5),
    p99: quantile(seen.latencies, 0.99),
    'CPU per request': used.cpuMs / seen.requests,
    memory: used.memoryMb,
    'event loop delay p99': used.delayMs,
  };
};

/** Adds a reading to those of the same thing. */
const add = (into: Map<string, Series>, name: string, unit: string, value: number): void => {
  const values = [...(into.get(name)?.values ?? []), value];
  into.set(name, { measure: name, unit, values });
};

const compare = (
  description: string,
  variants: readonly Variant[],
  workloads: readonly Workload[],
): Bench => ({
  description,
  async run() {
    const workspaces = new Map<Variant, Workspace>();
    for (const variant of variants) workspaces.set(variant, await prepareWorkspace(variant));
    const backend = await startListening([join(import.meta.dirname, 'backend.js')], {
      cwd: import.meta.dirname,
      env: {},
    });
    const database = await startDatabase();
    const env = {
      DATABASE_URL: database.url,
      MODEL_URL: `${backend.url}/v1`,
      OTEL_EXPORTER_OTLP_ENDPOINT: backend.url,
      OTEL_SERVICE_NAME: 'bench',
      TRACELOOP_TELEMETRY: 'false',
    };
    const series = new Map<string, Series>();
    try {
      for (let round = 1; round <= ROUNDS; round += 1) {
        for (const workload of workloads) {
          let bare: Readings | undefined;
          for (const [variant, { folder }] of workspaces) {
            console.log(`round ${round} of ${ROUNDS}, ${workload.name}: ${variant.name}`);
            const args = [...variant.flags, '--expose-gc', 'app.cjs'];
            const app = await startListening(args, {
              cwd: folder,
              env: { ...env, ...variant.env },
            });
            try {
              const readings = await measure(app, workload);
              for (const [figure, unit] of Object.entries(FIGURES)) {
                add(
                  series,
                  `${workload.name} ${figure}: ${variant.name}`,
                  unit,
                  readings[figure as keyof Readings],
                );
              }
              if (variant.name === BARE) bare = readings;
              else if (bare !== undefined) {
                for (const figure of COMPARED) {
                  const change = (readings[figure] / bare[figure] - 1) * 100;
                  add(
                    series,
                    `${workload.name} ${figure} against bare: ${variant.name}`,
                    '%',
                    change,
                  );
                }
              }
              add(series, `start: ${variant.name}`, 's', app.startSeconds);
            } finally {
              await app.stop();
            }
          }
        }
      }
    } finally {
      await database.stop();
      await backend.stop();
    }
    const application = [...workspaces.values()][0]!.installedBytes;
    for (const [variant, { installedBytes }] of workspaces) {
      if (variant.name === BARE || variant.env !== undefined) continue;
      add(series, `installed: ${variant.name}`, 'MB', (installedBytes - application) / 1e6);
    }
    return [...series.values()].toSorted((a, b) => a.measure.localeCompare(b.measure));
  },
});

/** What instrumentation costs an application: this package beside its peers and none. */
export const overhead: Bench = compare(
  'what instrumentation costs: none, this package, OpenTelemetry, OpenLIT, OpenLLMetry',
  VARIANTS,
  WORKLOADS,
);

/** What the cost of a workflow is made of. */
export const overheadParts: Bench = compare(
  'what the cost of this package on an agent workflow is made of: one part switched off each',
  PARTS,
  WORKLOADS.filter(({ name }) => name === 'agent'),
);
