interface PortRow {
  /** The environment variable that moves the port. */
  readonly variable: `VITALS_${string}_PORT`;
  /** Where the program listens by default. */
  readonly port: number;
  /** The program that listens, by its name in `vitals status`. */
  readonly program: string;
  readonly purpose: string;
}

/** Every port that the stack opens, all of them on the loopback interface. */
export const portTable = [
  row('VITALS_OTLP_HTTP_PORT', 4318, 'collector', 'OTLP over HTTP'),
  row('VITALS_OTLP_GRPC_PORT', 4317, 'collector', 'OTLP over gRPC'),
  row('VITALS_DERIVE_PORT', 4319, 'collector', 'spans of other SDKs, from itself'),
  row('VITALS_COLLECTOR_HEALTH_PORT', 13133, 'collector', 'health'),
  row('VITALS_COLLECTOR_METRICS_PORT', 8888, 'collector', 'its own metrics'),
  row('VITALS_PROMETHEUS_PORT', 9090, 'prometheus', 'queries and OTLP metrics'),
  row('VITALS_LOKI_PORT', 3100, 'loki', 'queries and OTLP logs'),
  row('VITALS_LOKI_GRPC_PORT', 9095, 'loki', 'gRPC between its own parts'),
  row('VITALS_JAEGER_PORT', 16686, 'jaeger', 'queries over HTTP'),
  row('VITALS_JAEGER_GRPC_PORT', 16685, 'jaeger', 'queries over gRPC'),
  row('VITALS_JAEGER_OTLP_PORT', 14317, 'jaeger', 'OTLP traces over gRPC'),
  row('VITALS_JAEGER_HEALTH_PORT', 13134, 'jaeger', 'health'),
  row('VITALS_JAEGER_METRICS_PORT', 8889, 'jaeger', 'its own metrics'),
  row('VITALS_ALERTMANAGER_PORT', 9093, 'alertmanager', 'alerts'),
  row('VITALS_MAILPIT_PORT', 8025, 'mailpit', 'the mailbox page'),
  row('VITALS_SMTP_PORT', 1025, 'mailpit', 'SMTP'),
  row('VITALS_CONSOLE_PORT', 3300, 'console', 'the console page'),
  row('VITALS_HEALTH_PORT', 3310, 'health-score', 'the health score and its API'),
  row('VITALS_HISTORY_PORT', 3320, 'alert-history', 'the alert history and its API'),
  row('VITALS_PROMPTS_PORT', 3330, 'prompt-analytics', 'what is known of prompts, and its API'),
  row('VITALS_DEMO_PORT', 8090, 'demo-api', 'the demo API'),
  row('VITALS_DEMO_MODEL_PORT', 8091, 'demo-models', 'the demo model server'),
  row('VITALS_DEMO_POSTGRES_PORT', 5433, 'demo-database', 'PostgreSQL of the demo'),
] as const;

/** The name of a variable that moves a port. */
export type PortVariable = (typeof portTable)[number]['variable'];

/** The port of each variable, resolved. */
export type Ports = Readonly<Record<PortVariable, number>>;

function row<const V extends PortRow['variable']>(
  variable: V,
  port: number,
  program: string,
  purpose: string,
): PortRow & { readonly variable: V } {
  return { variable, port, program, purpose };
}
