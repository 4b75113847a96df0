import type { Attributes } from '@opentelemetry/api';
import type { InstrumentationConfig } from '@opentelemetry/instrumentation';
import type { HttpInstrumentationConfig } from '@opentelemetry/instrumentation-http';
import type { UndiciInstrumentationConfig } from '@opentelemetry/instrumentation-undici';

/** Configuration of the instrumentations of OpenTelemetry, by package name; `enabled` among it. */
export interface InstrumentationConfigs {
  readonly '@opentelemetry/instrumentation-http'?: HttpInstrumentationConfig;
  readonly '@opentelemetry/instrumentation-undici'?: UndiciInstrumentationConfig;
  /** What each may hold is in the README of the package. */
  readonly [name: `@opentelemetry/instrumentation-${string}`]: InstrumentationConfig | undefined;
}

/**
 * Options of `startVitals`. An option wins over the environment, the environment over the
 * default. The `OTEL_*` variables mean what the OpenTelemetry specification says:
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 */
export interface VitalsOptions {
  /** Name of the service. Environment: `OTEL_SERVICE_NAME`. Default: `unknown_service:node`. */
  readonly serviceName?: string;
  /** Version of the service. Environment: `service.version` in `OTEL_RESOURCE_ATTRIBUTES`. */
  readonly serviceVersion?: string;
  /** Group of services that this one belongs to. Environment: `service.namespace`, as above. */
  readonly serviceNamespace?: string;
  /** Such as `production`. Environment: `deployment.environment.name`, as above. */
  readonly environment?: string;
  /** Further attributes of the resource. Environment: `OTEL_RESOURCE_ATTRIBUTES`. */
  readonly resourceAttributes?: Attributes;
  /**
   * Base URL of the OTLP/HTTP receiver, without `/v1/traces`. Environment:
   * `OTEL_EXPORTER_OTLP_ENDPOINT`. Default: `http://localhost:4318`.
   */
  readonly endpoint?: string;
  /** HTTP headers of the exports, for example of authentication. Environment: `OTEL_EXPORTER_OTLP_HEADERS`. */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Milliseconds between two exports of metrics, at least 100. Environment:
   * `OTEL_METRIC_EXPORT_INTERVAL`. Default: 10000.
   */
  readonly metricIntervalMs?: number;
  /**
   * Share of new traces that are kept, 0 to 1; the decision of a caller is followed. Metrics do
   * not depend on it. Environment: `OTEL_TRACES_SAMPLER`, `OTEL_TRACES_SAMPLER_ARG`. Default: 1.
   */
  readonly sampleRatio?: number;
  /**
   * Values of one attribute on metrics before further ones become `other`, 1 to 10000.
   * Environment: `AGENT_VITALS_ATTRIBUTE_LIMIT`. Default: 100.
   */
  readonly attributeLimit?: number;
  /**
   * Milliseconds that the last export may take when the process ends, 1 to 60000.
   * Environment: `AGENT_VITALS_EXIT_TIMEOUT_MS`. Default: 3000.
   */
  readonly exitTimeoutMs?: number;
  /**
   * Configuration of the instrumentations of OpenTelemetry by package name. Environment:
   * `OTEL_NODE_ENABLED_INSTRUMENTATIONS`, `OTEL_NODE_DISABLED_INSTRUMENTATIONS`, without
   * `@opentelemetry/instrumentation-`. Default: all that the README lists.
   */
  readonly instrumentations?: InstrumentationConfigs;
}

type Kind =
  | 'text'
  | 'url'
  | 'attributes'
  | 'record'
  | { readonly from: number; readonly to: number };

/** What each option may hold. */
const KINDS: Readonly<Record<keyof VitalsOptions, Kind>> = {
  serviceName: 'text',
  serviceVersion: 'text',
  serviceNamespace: 'text',
  environment: 'text',
  resourceAttributes: 'attributes',
  endpoint: 'url',
  headers: 'record',
  metricIntervalMs: { from: 100, to: 3_600_000 },
  sampleRatio: { from: 0, to: 1 },
  attributeLimit: { from: 1, to: 10_000 },
  exitTimeoutMs: { from: 1, to: 60_000 },
  instrumentations: 'record',
};

/** The names of all options. */
export const OPTION_NAMES: readonly string[] = Object.keys(KINDS);

const isPlainObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isHttpUrl = (value: unknown): boolean =>
  typeof value === 'string' && /^https?:$/.test(URL.parse(value)?.protocol ?? '');

/** What is right for an option, when `value` is not it. */
const complaint = (kind: Kind, value: unknown): string | undefined => {
  if (kind === 'text') {
    return typeof value === 'string' && value !== '' ? undefined : 'a string that is not empty';
  }
  if (kind === 'url') return isHttpUrl(value) ? undefined : 'an http or https URL';
  if (kind === 'attributes' || kind === 'record') {
    return isPlainObject(value) ? undefined : 'an object';
  }
  const fits = typeof value === 'number' && value >= kind.from && value <= kind.to;
  return fits ? undefined : `a number from ${kind.from} to ${kind.to}`;
};

/**
 * Checks options that came from code.
 * @throws TypeError that names the option, what it holds and what it may hold
 */
export function checkOptions(options: VitalsOptions): void {
  if (!isPlainObject(options)) {
    throw new TypeError(`startVitals(options): options must be an object, not ${String(options)}`);
  }
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue;
    if (!Object.hasOwn(KINDS, name)) {
      throw new TypeError(
        `startVitals: there is no option "${name}". Options: ${OPTION_NAMES.join(', ')}`,
      );
    }
    const right = complaint(KINDS[name as keyof VitalsOptions], value);
    if (right !== undefined) {
      throw new TypeError(
        `startVitals: option "${name}" must be ${right}, not ${JSON.stringify(value) ?? typeof value}`,
      );
    }
  }
}
