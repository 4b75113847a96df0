import type { Recorded } from './signals.js';

/** Attributes of a resource that tell of an SDK, not of the machine that ran it. */
const KEPT = /^(service\.name|telemetry\.)/;

interface Value {
  readonly stringValue?: string;
}
interface Resource {
  readonly resource: { readonly attributes?: readonly { readonly key: string; value: Value }[] };
}

const withoutMachine = (entry: object): object => {
  const { resource, ...rest } = entry as Resource;
  const attributes = (resource.attributes ?? []).filter(({ key }) => KEPT.test(key));
  // Ports are other ones in each run, paths those of a machine.
  const text = JSON.stringify(rest)
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:8091')
    .replaceAll(/"(?:\/[\w.@-]+)+\/(?:site-packages|node_modules|sdks)\//g, '"/app/')
    .replaceAll(/(?:\/[\w.@-]+)+\/(?:site-packages|node_modules|sdks)\//g, '/app/');
  return { resource: { attributes }, ...(JSON.parse(text) as object) };
};

/** A recording without what tells of the machine that it was made on. */
export function anonymous(recorded: Recorded): Recorded {
  const { traces, metrics, logs } = recorded;
  return {
    traces: traces.map(withoutMachine),
    metrics: metrics.map(withoutMachine),
    logs: logs.map(withoutMachine),
  };
}
