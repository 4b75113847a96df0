/** One thing that the users asked for. */
export interface Requirement {
  /** The id that tests cite in their titles, in brackets: `[T2]`. */
  readonly id: string;
  readonly text: string;
  /** Whether it is built: then at least one test must cite it. */
  readonly built: boolean;
}

const built = (id: string, text: string): Requirement => ({ id, text, built: true });
const planned = (id: string, text: string): Requirement => ({ id, text, built: false });

/**
 * What the users asked for, each with whether it is built. A test shows a requirement by naming
 * its id in its title; `requirements.test.ts` fails when one that is built has no such test.
 */
export const REQUIREMENTS: readonly Requirement[] = [
  built('H1', 'real-time health dashboard with the overall status'),
  built('H2', 'health of every major component: agents, database, APIs, resources'),
  built('H3', 'score from weighted metrics and thresholds'),
  built('H4', 'health trend over time'),
  built('H5', 'automatic alerts below acceptable thresholds'),

  built('M1', 'response time of all API endpoints and agent operations'),
  built('M2', 'CPU, memory, disk, network'),
  built('M3', 'error rate with categories and trend'),
  built('M4', 'throughput of agents and workflows'),
  built('M5', 'API usage with cost analysis and optimisation recommendations'),

  built('A1', 'configurable thresholds for all monitored metrics'),
  built('A2', 'e-mail, console and dashboard notifications'),
  built('A3', 'escalation by severity and response time'),
  built('A4', 'correlation against notification spam'),
  built('A5', 'alert history and resolution tracking'),

  built('D1', 'interactive dashboards, updating in real time'),
  built('D2', 'historical trends with any time range'),
  built('D3', 'comparison of periods, components, configurations'),
  built('D4', 'resource utilisation with optimisation recommendations'),
  built('D5', 'cost: API usage and expense trends'),

  planned('I1', 'prompt analytics, correlated with measured performance'),
  built('I2', "agent framework: each agent's performance and resource use"),
  built('I3', 'database: prompt storage, retrieval, caching'),
  built('I4', 'workflow orchestration: multi-agent operations'),
  built('I5', 'logs of all components, searchable'),

  planned('T1', 'monitoring overhead under 5 %'),
  built('T2', 'under 30 s from detection to notification'),
  planned('T3', 'dashboard data refresh under 2 s'),
  built('T4', 'critical metrics at least every 30 s'),
  built('T5', '90 days kept'),
  planned('T6', '99.9 % availability of the monitoring'),
  built('T7', 'over 95 % of alerts true'),
  built('T8', 'under 5 % false'),
  planned('T9', 'over 90 % of performance issues found before users are affected'),
  built('T10', 'mean time to detection of critical issues under 2 min'),
  planned('T11', 'over 90 % test coverage of critical components'),

  planned('S1', 'high-frequency collection stays stable'),
  planned('S2', 'alerting under bursts of metrics'),
  planned('S3', 'dashboards with large data sets'),
  planned('S4', 'component failures'),
  built('S5', 'recovery by itself'),

  built('O1', 'runbook for incident response'),
  built('O2', 'backup and recovery, tested'),
  planned('O3', 'documentation with usage examples'),
  built('O4', 'training for a team on the dashboards'),
  built('O5', 'thresholds configured and tested'),
];
