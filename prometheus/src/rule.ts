import type { Severity } from '@agent-vitals/config';
import type { Recording } from './recording.js';

/** An alert as this project writes it; {@link renderRuleFile} turns it into Prometheus' form. */
export interface Alert {
  /** In CamelCase. `runbooks/<name>.md` must exist. */
  readonly name: string;
  /** PromQL; each sample of its result is one alert. */
  readonly expr: string;
  /** `none`: nobody is told; it shows that alerts arrive. */
  readonly severity: Severity | 'none';
  /** The part of the system that is unwell, as the health dashboard names it. */
  readonly component: string;
  /** How long the condition must last before the alert fires, in seconds. */
  readonly forSeconds: number;
  /** How long the condition must be gone before the alert resolves, in seconds: it must not flap. */
  readonly keepFiringForSeconds: number;
  /** One line: what is wrong and where. A Prometheus template. */
  readonly summary: string;
  /** How bad it is, with the value and the threshold. A Prometheus template. */
  readonly description: string;
  /** What is measured now, such as `50%`, where the alert is about a number. A Prometheus template. */
  readonly value?: string;
  /** What it is held against, such as `critical above 20%`. A Prometheus template. */
  readonly threshold?: string;
  /** Where the next question is answered. */
  readonly dashboard: Dashboard;
  /** Labels beside severity and component. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** A link to a dashboard. */
export interface Dashboard {
  /** Name of a dashboard in `grafana/src`. */
  readonly name: string;
  /** Variables of the dashboard, each set to a label of the alert. */
  readonly variables: Readonly<Record<string, string>>;
  /** Variables of the dashboard, each set to what a Prometheus template writes. */
  readonly written?: Readonly<Record<string, string>>;
}

/** What is recorded and judged together, in this order. */
export interface RuleGroup {
  readonly name: string;
  /** How often the group is evaluated, in seconds. */
  readonly intervalSeconds: number;
  readonly recordings: readonly Recording[];
  readonly alerts: readonly Alert[];
}
