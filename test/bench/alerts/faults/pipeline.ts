import { depths, type FaultKind } from './fault-kind.js';

/** Faults of the monitoring itself. */
export const pipelineFaults: readonly FaultKind[] = [
  {
    name: 'collector down',
    component: 'pipeline',
    depths: depths('collectorDown', [], [1]),
    alerts: ['CollectorDown'],
    also: ['TelemetryMissing', 'HealthScoreMissing', 'WorkflowThroughputLow', 'TrafficUnusual'],
  },
  {
    name: 'Loki down',
    component: 'pipeline',
    depths: depths('lokiDown', [], [1]),
    alerts: ['LokiDown'],
  },
  {
    name: 'Jaeger down',
    component: 'pipeline',
    depths: depths('jaegerDown', [], [1]),
    alerts: ['JaegerDown'],
  },
  {
    name: 'Alertmanager down',
    component: 'pipeline',
    depths: depths('alertmanagerDown', [], [1]),
    alerts: ['AlertmanagerDown'],
  },
  {
    name: 'collector refuses',
    component: 'pipeline',
    depths: depths('refused', [1, 50]),
    alerts: ['CollectorRefusing'],
  },
  {
    name: 'collector drops',
    component: 'pipeline',
    depths: depths('dropped', [1, 50]),
    alerts: ['CollectorDropping'],
  },
  {
    name: 'queue fills',
    component: 'pipeline',
    depths: depths('queue', [0.6, 0.95]),
    alerts: ['CollectorQueueFilling'],
  },
  {
    name: 'rules fail',
    component: 'pipeline',
    depths: depths('ruleFailures', [0.1]),
    alerts: ['RuleEvaluationFailing'],
  },
  {
    name: 'reload fails',
    component: 'pipeline',
    depths: depths('reloadFailed', [1]),
    alerts: ['ReloadFailed'],
  },
  {
    name: 'notifications fail',
    component: 'pipeline',
    depths: depths('notificationsFailed', [], [0.1]),
    alerts: ['NotificationsFailing'],
  },
  {
    name: 'alerts are not delivered',
    component: 'pipeline',
    depths: depths('deliveriesFailed', [], [0.2]),
    alerts: ['AlertDeliveryFailing'],
  },
];
