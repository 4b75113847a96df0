const traceloop = require('@traceloop/node-server-sdk');

traceloop.initialize({
  appName: 'bench',
  baseUrl: process.env.OTEL_EXPORTER_OTLP_ENDPOINT,
  apiKey: 'none',
  traceContent: false,
  traceloopSyncEnabled: false,
  silenceInitializationMessage: true,
});

const wrap =
  (run) =>
  (name, fn) =>
  (...args) =>
    run({ name }, fn, ...args);

globalThis.benchWrappers = {
  workflow: wrap(traceloop.withWorkflow),
  agent: wrap(traceloop.withAgent),
  tool: wrap(traceloop.withTool),
};
