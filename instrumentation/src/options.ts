import type { Attributes } from '@opentelemetry/api';
import type { InstrumentationConfig } from '@opentelemetry/instrumentation';
import type { HttpInstrumentationConfig } from '@opentelemetry/instrumentation-http';
import type { UndiciInstrumentationConfig } from '@opentelemetry/instrumentation-undici';
import type { Prices } from './inference/own-prices.js';
import type { Discount } from './inference/price.js';
import * as kinds from './option-kinds.js';
import type { OptionKind } from './option-kinds.js';

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
   * Whether what models are asked and answer is sent, as log events. Environment:
   * `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT`, which may say `true`, `event_only` or
   * `span_and_event`. Default: false.
   */
  readonly captureContent?: boolean;
  /**
   * Characters of content in one event, 100 to 1000000; what is beyond is cut, oldest first, and
   * the event says so. Loki by itself takes 64 KB of attributes; the collector of agent-vitals puts
   * content into the body, where there is room for 1 MB. Environment: `AGENT_VITALS_CONTENT_LIMIT`.
   * Default: 16000.
   */
  readonly contentLimit?: number;
  /**
   * Further texts to mask in all telemetry, besides keys, tokens, passwords, e-mail addresses and
   * card numbers. They are run on every text, so they must be quick. Default: none.
   */
  readonly redactPatterns?: readonly RegExp[];
  /** The team's own prices, which win over the list: see {@link Prices}. Default: none. */
  readonly prices?: Prices;
  /**
   * What is taken off the list's prices: a ratio from 0 to 1, for all or by provider as
   * `gen_ai.provider.name` spells it. Default: 0.
   */
  readonly discount?: Discount;
  /**
   * Whether the price list is read anew, at the start and once a day: `true` from where it is
   * published, or the URL of a copy. Environment: `AGENT_VITALS_REFRESH_PRICES`. Default: false,
   * which asks nobody.
   */
  readonly refreshPrices?: boolean | string;
  /**
   * Configuration of the instrumentations of OpenTelemetry by package name. Environment:
   * `OTEL_NODE_ENABLED_INSTRUMENTATIONS`, `OTEL_NODE_DISABLED_INSTRUMENTATIONS`, without
   * `@opentelemetry/instrumentation-`. Default: all that the README lists.
   */
  readonly instrumentations?: InstrumentationConfigs;
}

/** What each option may hold. */
const KINDS: Readonly<Record<keyof VitalsOptions, OptionKind>> = {
  serviceName: kinds.text,
  serviceVersion: kinds.text,
  serviceNamespace: kinds.text,
  environment: kinds.text,
  resourceAttributes: kinds.record,
  endpoint: kinds.url,
  headers: kinds.record,
  metricIntervalMs: kinds.numberWithin(100, 3_600_000),
  sampleRatio: kinds.numberWithin(0, 1),
  attributeLimit: kinds.numberWithin(1, 10_000),
  exitTimeoutMs: kinds.numberWithin(1, 60_000),
  captureContent: kinds.onOff,
  contentLimit: kinds.numberWithin(100, 1_000_000),
  redactPatterns: kinds.patterns,
  prices: kinds.prices,
  discount: kinds.discount,
  refreshPrices: kinds.onOffOrUrl,
  instrumentations: kinds.record,
};

/** The names of all options. */
export const OPTION_NAMES: readonly string[] = Object.keys(KINDS);

/**
 * Checks options that came from code.
 * @throws TypeError that names the option, what it holds and what it may hold
 */
export function checkOptions(options: VitalsOptions): void {
  if (!kinds.record.fits(options)) {
    throw new TypeError(
      `startVitals(options): options must be an object, not ${JSON.stringify(options)}`,
    );
  }
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue;
    if (!Object.hasOwn(KINDS, name)) {
      throw new TypeError(
        `startVitals: there is no option "${name}". Options: ${OPTION_NAMES.join(', ')}`,
      );
    }
    const { right, fits } = KINDS[name as keyof VitalsOptions];
    if (!fits(value)) {
      throw new TypeError(
        `startVitals: option "${name}" must be ${right}, not ${JSON.stringify(value) ?? typeof value}`,
      );
    }
  }
}
