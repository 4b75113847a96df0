import { diag } from '@opentelemetry/api';
import { describePatches, type VitalsDescription } from './description.js';
import { setDefaultDiagLogger } from './diag-logger.js';
import { flushOnExit } from './exit-flush.js';
import { setContentCapture } from './inference/content-capture.js';
import { startPriceRefresh } from './inference/price-refresh.js';
import { setPrices } from './inference/price.js';
import { setAttributeLimit } from './instruments.js';
import { startInstrumentations } from './instrumentations.js';
import { checkOptions, type VitalsOptions } from './options.js';
import { createPipelines } from './pipelines.js';
import { publishProcessMetrics } from './process-metrics.js';
import { setRedactionPatterns } from './redaction/active-redactor.js';
import { createResource, knownAttributes } from './resource.js';
import { SCOPE_VERSION } from './scope.js';
import { startSdk } from './sdk.js';
import { resolveSettings, type Settings } from './settings.js';

/** The running instrumentation of this process. */
export interface Vitals {
  /** Exports everything recorded until now. Never rejects; failures are told to `diag`. */
  forceFlush(): Promise<void>;
  /** Exports what is left and stops for good. Never rejects. */
  shutdown(): Promise<void>;
  /** What runs, what was patched and what was not. */
  describe(): VitalsDescription;
}

/** Where the first start is remembered: known to every copy of this package in the process. */
const STARTED = Symbol.for('agent_vitals.started');

interface Started {
  readonly version: string;
  readonly vitals: Vitals;
}

const globals = globalThis as { [STARTED]?: Started };

const createIdleVitals = (reason: string, settings: Settings): Vitals => ({
  forceFlush: () => Promise.resolve(),
  shutdown: () => Promise.resolve(),
  describe: () => ({
    running: false,
    reason,
    resource: {},
    metricIntervalMs: settings.metricIntervalMs,
    patched: [],
    notSeen: [],
  }),
});

/** Longer than any export may take, retries included. */
const MAX_HOLD_MS = 30_000;

/**
 * Keeps the process alive until `work` is done. Exports do not by themselves, so an application
 * that has nothing left but to wait for one would end before it.
 */
const holdingProcess = async (work: Promise<void>): Promise<void> => {
  const timer = setTimeout(() => {}, MAX_HOLD_MS);
  try {
    await work;
  } catch (error) {
    diag.warn(`agent-vitals: the last export failed: ${String(error)}`);
  } finally {
    clearTimeout(timer);
  }
};

const start = (options: VitalsOptions, settings: Settings): Vitals => {
  setAttributeLimit(settings.attributeLimit);
  setRedactionPatterns(options.redactPatterns ?? []);
  setContentCapture(settings.captureContent ? settings.contentLimit : undefined);
  setPrices(options.prices, options.discount);
  const resource = createResource(options);
  const lastCall = new AbortController();
  const giveUp = new AbortController();
  const ending = { lastCall: lastCall.signal, giveUp: giveUp.signal };
  const { flush, ...pipelines } = createPipelines({ options, env: process.env, ending }, settings);
  const { sampleRatio } = options;
  const stopSdk = startSdk({ resource, pipelines, sampleRatio, env: process.env });
  const instrumentations = startInstrumentations(options.instrumentations ?? {}, process.env);
  publishProcessMetrics();
  const { refreshPrices } = settings;
  const stopRefreshing = refreshPrices === false ? undefined : startPriceRefresh(refreshPrices);

  const removeListeners = flushOnExit({
    flush,
    lastCall: () => lastCall.abort(),
    giveUp: () => giveUp.abort(),
    timeoutMs: settings.exitTimeoutMs,
  });

  let stopped: Promise<void> | undefined;
  return {
    forceFlush: () => stopped ?? holdingProcess(flush()),
    shutdown: () => {
      removeListeners();
      stopRefreshing?.();
      stopped ??= holdingProcess(stopSdk());
      return stopped;
    },
    describe: () => ({
      running: stopped === undefined,
      ...(stopped !== undefined && { reason: 'shut down' }),
      resource: knownAttributes(resource),
      metricIntervalMs: settings.metricIntervalMs,
      ...describePatches(instrumentations),
    }),
  };
};

/**
 * Starts traces, metrics and logs of this process: exported over OTLP/HTTP, with the
 * instrumentations of Node's ecosystem, of the SDKs of models and of frameworks. Modules that are
 * loaded before are not patched: call it first, or better start Node with
 * `--import @agent-vitals/instrumentation/register`.
 *
 * A second start changes nothing, says so through `diag`, and returns the first one's result.
 *
 * @throws TypeError when an option is wrong, naming it; nothing else is ever thrown
 */
export function startVitals(options: VitalsOptions = {}): Vitals {
  checkOptions(options);
  setDefaultDiagLogger(process.env['OTEL_LOG_LEVEL']);
  const first = globals[STARTED];
  if (first !== undefined) {
    diag.warn(
      `agent-vitals: version ${SCOPE_VERSION} was asked to start, but version ${first.version} runs ` +
        'already in this process; nothing was changed. Start it once: by --import or by ' +
        'startVitals(), and keep one copy (npm ls @agent-vitals/instrumentation)',
    );
    return first.vitals;
  }
  const settings = resolveSettings(options, process.env);
  if (settings.disabled) return createIdleVitals('OTEL_SDK_DISABLED is true', settings);
  try {
    const vitals = start(options, settings);
    globals[STARTED] = { version: SCOPE_VERSION, vitals };
    return vitals;
  } catch (error) {
    diag.error('agent-vitals: could not start; the application runs without it', error);
    return createIdleVitals(`could not start: ${String(error)}`, settings);
  }
}

/**
 * What runs in this process, however it was started: for `forceFlush()` where the process may be
 * frozen (serverless), or `shutdown()` before the application calls `process.exit()`.
 *
 * @returns undefined where nothing was started, or it is switched off
 */
export function runningVitals(): Vitals | undefined {
  return globals[STARTED]?.vitals;
}
