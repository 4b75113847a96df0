import { urlAt as url } from './ports.js';
import type { Ports } from './port-table.js';

/** Where the parts of a stack are reached over HTTP. */
export type StackUrls = Readonly<
  Record<
    | 'console'
    | 'prometheus'
    | 'loki'
    | 'jaeger'
    | 'alertmanager'
    | 'mailpit'
    | 'otlp'
    | 'healthScore'
    | 'alertHistory'
    | 'promptAnalytics'
    | 'demo'
    | 'demoModels',
    string
  >
>;

/** The URLs that follow from the ports. */
export function urlsOf(ports: Ports): StackUrls {
  return {
    console: url(ports.VITALS_CONSOLE_PORT),
    prometheus: url(ports.VITALS_PROMETHEUS_PORT),
    loki: url(ports.VITALS_LOKI_PORT),
    jaeger: url(ports.VITALS_JAEGER_PORT),
    alertmanager: url(ports.VITALS_ALERTMANAGER_PORT),
    mailpit: url(ports.VITALS_MAILPIT_PORT),
    otlp: url(ports.VITALS_OTLP_HTTP_PORT),
    healthScore: url(ports.VITALS_HEALTH_PORT),
    alertHistory: url(ports.VITALS_HISTORY_PORT),
    promptAnalytics: url(ports.VITALS_PROMPTS_PORT),
    demo: url(ports.VITALS_DEMO_PORT),
    demoModels: url(ports.VITALS_DEMO_MODEL_PORT),
  };
}
