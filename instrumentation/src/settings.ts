import { diag } from '@opentelemetry/api';
import { DEFAULT_CONTENT_LIMIT } from './inference/content-capture.js';
import { DEFAULT_ATTRIBUTE_LIMIT } from './instruments.js';
import type { VitalsOptions } from './options.js';

/** The variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What is decided before anything starts. */
export interface Settings {
  /** `OTEL_SDK_DISABLED` is `true`. */
  readonly disabled: boolean;
  readonly metricIntervalMs: number;
  readonly metricTimeoutMs: number;
  readonly attributeLimit: number;
  readonly exitTimeoutMs: number;
  readonly captureContent: boolean;
  /** Characters of content in one event. */
  readonly contentLimit: number;
  /** Where to read the price list anew: `true` is its own address. */
  readonly refreshPrices: boolean | string;
}

interface NumberRule {
  readonly variable: string;
  readonly from: number;
  readonly to: number;
  readonly fallback: number;
}

/**
 * A number from the environment. The specification asks for a warning and the default where the
 * value cannot be understood, so a wrong variable never keeps an application from starting.
 */
const numberFrom = (env: Environment, rule: NumberRule): number => {
  const raw = env[rule.variable]?.trim();
  if (raw === undefined || raw === '') return rule.fallback;
  const value = Number(raw);
  if (value >= rule.from && value <= rule.to) return value;
  diag.warn(
    `agent-vitals: ${rule.variable} is "${raw}" but must be a number from ${rule.from} to ` +
      `${rule.to}; using ${rule.fallback}`,
  );
  return rule.fallback;
};

/**
 * What the variable of the GenAI instrumentations may say, and whether content is then sent: here
 * it goes out in events only.
 */
const CAPTURE_MODES: Readonly<Record<string, boolean>> = {
  '': false,
  false: false,
  no_content: false,
  true: true,
  event_only: true,
  span_and_event: true,
};

const captureFrom = (env: Environment): boolean => {
  const variable = 'OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT';
  const raw = env[variable]?.trim() ?? '';
  const capture = CAPTURE_MODES[raw.toLowerCase()];
  if (capture === undefined) {
    diag.warn(
      `agent-vitals: ${variable} is "${raw}" but must be one of true, event_only, span_and_event, ` +
        'false, no_content; no content is captured',
    );
  }
  return capture ?? false;
};

const refreshFrom = (env: Environment): boolean | string => {
  const variable = 'AGENT_VITALS_REFRESH_PRICES';
  const raw = env[variable]?.trim() ?? '';
  if (raw.toLowerCase() === 'true') return true;
  if (/^https?:\/\//.test(raw)) return raw;
  if (raw !== '' && raw.toLowerCase() !== 'false') {
    diag.warn(
      `agent-vitals: ${variable} is "${raw}" but must be true, false or a URL; it is false`,
    );
  }
  return false;
};

/** Options before environment before default. */
export function resolveSettings(options: VitalsOptions, env: Environment): Settings {
  const metricIntervalMs =
    options.metricIntervalMs ??
    numberFrom(env, {
      variable: 'OTEL_METRIC_EXPORT_INTERVAL',
      from: 100,
      to: 3_600_000,
      fallback: 10_000,
    });
  const metricTimeoutMs = numberFrom(env, {
    variable: 'OTEL_METRIC_EXPORT_TIMEOUT',
    from: 1,
    to: 3_600_000,
    fallback: 30_000,
  });
  return {
    disabled: env['OTEL_SDK_DISABLED']?.trim().toLowerCase() === 'true',
    metricIntervalMs,
    // The reader refuses a timeout that is longer than its interval.
    metricTimeoutMs: Math.min(metricTimeoutMs, metricIntervalMs),
    attributeLimit:
      options.attributeLimit ??
      numberFrom(env, {
        variable: 'AGENT_VITALS_ATTRIBUTE_LIMIT',
        from: 1,
        to: 10_000,
        fallback: DEFAULT_ATTRIBUTE_LIMIT,
      }),
    exitTimeoutMs:
      options.exitTimeoutMs ??
      numberFrom(env, {
        variable: 'AGENT_VITALS_EXIT_TIMEOUT_MS',
        from: 1,
        to: 60_000,
        fallback: 3000,
      }),
    captureContent: options.captureContent ?? captureFrom(env),
    contentLimit:
      options.contentLimit ??
      numberFrom(env, {
        variable: 'AGENT_VITALS_CONTENT_LIMIT',
        from: 100,
        to: 1_000_000,
        fallback: DEFAULT_CONTENT_LIMIT,
      }),
    refreshPrices: options.refreshPrices ?? refreshFrom(env),
  };
}
