import { expect } from 'vitest';
import { startOtlpReceiver, type OtlpReceiver, type ReceivedPoint } from './otlp-receiver.js';
import { runApp, type AppOptions, type AppRun } from './run-app.js';

/** An application that has run, and what it sent. */
export interface ObservedApp {
  readonly run: AppRun;
  readonly receiver: OtlpReceiver;
  /** The points of a metric that have these attributes, of all instruments of its name. */
  readonly points: (metric: string, attributes?: object) => readonly ReceivedPoint[];
}

/** The attributes that both have, as they are in `attributes`. */
const has = (attributes: object, wanted: object): boolean =>
  Object.entries(wanted).every(
    ([name, value]) => (attributes as Readonly<Record<string, unknown>>)[name] === value,
  );

/** The points of a metric in the last export of a receiver: see {@link ObservedApp}. */
export const pointsOf = (
  receiver: OtlpReceiver,
  metric: string,
  attributes: object = {},
): readonly ReceivedPoint[] =>
  (receiver.metricExports.at(-1) ?? [])
    .filter(({ name }) => name === metric)
    .flatMap(({ points }) => points)
    .filter((point) => has(point.attributes, attributes));

/** Runs an application to its end under the instrumentation, with a receiver of its own. */
export async function observeApp(options: AppOptions): Promise<ObservedApp> {
  const receiver = await startOtlpReceiver();
  const run = await runApp({
    ...options,
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      ...options.env,
    },
  });
  await receiver.close();
  expect(run).toMatchObject({ code: 0, stderr: '' });
  return {
    run,
    receiver,
    points: (metric, attributes) => pointsOf(receiver, metric, attributes),
  };
}
