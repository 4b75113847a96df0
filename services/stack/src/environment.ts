import { hostname } from 'node:os';
import { join } from 'node:path';
import { addressAt as at, loopback, urlAt as url } from './ports.js';
import type { Ports } from './port-table.js';

/** Variables for the programs, by name. */
export type Environment = Readonly<Record<string, string>>;

/** The programs that keep data, each in a folder of its name. */
const keepers = ['collector', 'prometheus', 'loki', 'jaeger', 'alertmanager', 'mailpit', 'demo'];

/**
 * The variables that every program of the stack is given; containers set the same ones.
 * Configuration files refer to them as `${env:NAME}`.
 */
export function deriveEnvironment(options: {
  readonly ports: Ports;
  readonly dataDir: string;
  readonly retentionDays: number;
  /** The path of vitals.yaml. */
  readonly vitalsConfig: string;
  /** Whether the demo runs. Without it its variables are not set: a probe that names one is off. */
  readonly demo: boolean;
}): Environment {
  const { ports, dataDir, retentionDays } = options;
  const environment = {
    ...Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)])),
    ...Object.fromEntries(
      keepers.map((name) => [`VITALS_${name.toUpperCase()}_DATA_DIR`, join(dataDir, name)]),
    ),
    VITALS_DATA_DIR: dataDir,
    VITALS_CONFIG: options.vitalsConfig,
    ...retentionVariables(retentionDays),

    VITALS_OTLP_HTTP_LISTEN: at(ports.VITALS_OTLP_HTTP_PORT),
    VITALS_OTLP_GRPC_LISTEN: at(ports.VITALS_OTLP_GRPC_PORT),
    VITALS_DERIVE_ADDRESS: at(ports.VITALS_DERIVE_PORT),
    VITALS_COLLECTOR_HEALTH_LISTEN: at(ports.VITALS_COLLECTOR_HEALTH_PORT),
    VITALS_COLLECTOR_METRICS_HOST: loopback,
    VITALS_COLLECTOR_METRICS_ADDRESS: at(ports.VITALS_COLLECTOR_METRICS_PORT),
    // The machine whose CPU, memory, disk and network the collector publishes.
    VITALS_HOST_NAME: hostname(),
    OTEL_EXPORTER_OTLP_ENDPOINT: url(ports.VITALS_OTLP_HTTP_PORT),

    VITALS_PROMETHEUS_ADDRESS: at(ports.VITALS_PROMETHEUS_PORT),
    VITALS_PROMETHEUS_URL: url(ports.VITALS_PROMETHEUS_PORT),

    VITALS_LOKI_HOST: loopback,
    VITALS_LOKI_ADDRESS: at(ports.VITALS_LOKI_PORT),
    VITALS_LOKI_URL: url(ports.VITALS_LOKI_PORT),

    VITALS_JAEGER_LISTEN: at(ports.VITALS_JAEGER_PORT),
    VITALS_JAEGER_GRPC_LISTEN: at(ports.VITALS_JAEGER_GRPC_PORT),
    VITALS_JAEGER_OTLP_LISTEN: at(ports.VITALS_JAEGER_OTLP_PORT),
    VITALS_JAEGER_OTLP_ADDRESS: at(ports.VITALS_JAEGER_OTLP_PORT),
    VITALS_JAEGER_HEALTH_LISTEN: at(ports.VITALS_JAEGER_HEALTH_PORT),
    VITALS_JAEGER_METRICS_HOST: loopback,
    VITALS_JAEGER_METRICS_ADDRESS: at(ports.VITALS_JAEGER_METRICS_PORT),
    VITALS_JAEGER_URL: url(ports.VITALS_JAEGER_PORT),

    VITALS_ALERTMANAGER_ADDRESS: at(ports.VITALS_ALERTMANAGER_PORT),
    VITALS_ALERTMANAGER_URL: url(ports.VITALS_ALERTMANAGER_PORT),
    VITALS_SMTP_ADDRESS: at(ports.VITALS_SMTP_PORT),
    VITALS_MAILPIT_ADDRESS: at(ports.VITALS_MAILPIT_PORT),
    VITALS_MAILPIT_URL: url(ports.VITALS_MAILPIT_PORT),

    VITALS_CONSOLE_URL: url(ports.VITALS_CONSOLE_PORT),
    VITALS_HEALTH_URL: url(ports.VITALS_HEALTH_PORT),
    VITALS_HISTORY_URL: url(ports.VITALS_HISTORY_PORT),
    VITALS_PROMPTS_URL: url(ports.VITALS_PROMPTS_PORT),
    VITALS_DEMO_URL: url(ports.VITALS_DEMO_PORT),
    VITALS_DEMO_POSTGRES_HOST: loopback,
    VITALS_DEMO_MODEL_URL: url(ports.VITALS_DEMO_MODEL_PORT),
  };
  return options.demo ? environment : withoutDemo(environment);
}

/** How long data is kept, as the programs are told. */
export const retentionVariables = (days: number): Environment => ({
  VITALS_RETENTION: `${days}d`,
  VITALS_RETENTION_HOURS: `${days * 24}h`,
});

/** Leaves out the variables of the demo. */
export function withoutDemo(environment: Environment): Environment {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !name.startsWith('VITALS_DEMO_')),
  );
}

/** A variable that a program definition relies on. */
export function variable(env: Environment, name: string): string {
  const value = env[name];
  if (value === undefined) throw new Error(`The launcher sets no variable ${name}.`);
  return value;
}
