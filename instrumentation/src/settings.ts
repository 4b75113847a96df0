import { diag } from '@opentelemetry/api';
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
  };
}
