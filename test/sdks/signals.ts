/** The signals of OTLP, with the field that holds them in a request. */
export const SIGNALS = {
  traces: 'resourceSpans',
  metrics: 'resourceMetrics',
  logs: 'resourceLogs',
} as const;

/** The name of a signal in the path of a request. */
export type Signal = keyof typeof SIGNALS;

/** What arrived, by signal: the lists that requests hold, one after the other. */
export type Recorded = Readonly<Record<Signal, object[]>>;
