import { depths, type FaultKind } from './fault-kind.js';

/** Faults of processes, hosts and the score. */
export const resourceFaults: readonly FaultKind[] = [
  {
    name: 'process CPU used up',
    component: 'resources',
    depths: depths('processCores', [0.7], [0.95]),
    alerts: ['ProcessCpuHigh'],
  },
  {
    name: 'event loop blocked',
    component: 'resources',
    depths: depths('eventLoopSeconds', [0.4], [1.5, 5]),
    alerts: ['EventLoopDelayed'],
  },
  {
    name: 'memory leak',
    component: 'resources',
    depths: depths('leakBytesPerSecond', [2e6, 8e6]),
    alerts: ['ProcessMemoryGrowing'],
    minutes: 12,
  },
  {
    name: 'host CPU used up',
    component: 'resources',
    depths: depths('hostCpu', [0.88, 1]),
    alerts: ['HostCpuHigh'],
    minutes: 25,
  },
  {
    name: 'host memory used up',
    component: 'resources',
    depths: depths('hostMemory', [0.39, 0.44]),
    alerts: ['HostMemoryHigh'],
  },
  {
    name: 'disk almost full',
    component: 'resources',
    depths: depths('disk', [0.92, 0.985]),
    alerts: ['HostDiskAlmostFull', 'HostDiskFullSoon'],
  },
  {
    name: 'disk fills',
    component: 'resources',
    depths: depths('diskPerHour', [0.025, 0.05]),
    alerts: ['HostDiskFullSoon'],
    also: ['HostDiskAlmostFull'],
    minutes: 300,
    profiles: ['quiet'],
    pastDays: 1,
  },
  {
    name: 'network errors',
    component: 'resources',
    depths: depths('networkErrorsPerMinute', [30, 300]),
    alerts: ['HostNetworkErrors'],
    minutes: 20,
  },
  {
    name: 'telemetry missing',
    component: 'resources',
    depths: depths('silent', [1]),
    alerts: ['TelemetryMissing'],
    also: ['WorkflowThroughputLow', 'TrafficUnusual'],
    profiles: ['busy', 'team', 'quiet'],
  },
  {
    name: 'score low',
    component: 'system',
    depths: depths('scoreLoss', [22], [55]),
    alerts: ['HealthScoreLow', 'HealthScoreFalling'],
  },
  {
    name: 'score missing',
    component: 'system',
    depths: depths('scoreMissing', [1]),
    alerts: ['HealthScoreMissing'],
  },
];
