/** How urgent an alert is: `critical` wakes someone, `warning` waits for working hours. */
type Severity = 'critical' | 'warning';

/** An alert as this project writes it; {@link renderRuleFile} turns it into Prometheus' form. */
export interface Alert {
  /** In CamelCase. `runbooks/<name>.md` must exist. */
  readonly name: string;
  /** PromQL; each sample of its result is one alert. */
  readonly expr: string;
  readonly severity: Severity;
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
  /** Where the next question is answered. */
  readonly dashboard: {
    /** Name of a dashboard in `grafana/src`. */
    readonly name: string;
    /** Variables of the dashboard, each set to a label of the alert. */
    readonly variables: Readonly<Record<string, string>>;
  };
}

/** Alerts that are evaluated together. */
export interface AlertGroup {
  readonly name: string;
  /** How often the group is evaluated, in seconds. */
  readonly intervalSeconds: number;
  readonly alerts: readonly Alert[];
}
