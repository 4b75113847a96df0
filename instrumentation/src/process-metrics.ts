import { metrics } from '@opentelemetry/api';
import { availableParallelism } from 'node:os';
import { SCOPE_NAME, SCOPE_VERSION } from './scope.js';

/** Values of `cpu.mode`. */
const MODES = ['user', 'system'] as const;

const MICROSECONDS = 1e6;

/**
 * Publishes what this process uses of the machine, by the conventions of
 * https://opentelemetry.io/docs/specs/semconv/system/process-metrics/. (The host-metrics packages
 * give `process.memory.usage` and `process.cpu.utilization` no unit, so their names in Prometheus
 * would not be the ones of the conventions.)
 */
export function publishProcessMetrics(): void {
  const meter = metrics.getMeter(SCOPE_NAME, SCOPE_VERSION);
  const cpuTime = meter.createObservableCounter('process.cpu.time', {
    unit: 's',
    description: 'CPU seconds that the process has used.',
  });
  const cpuUtilization = meter.createObservableGauge('process.cpu.utilization', {
    unit: '1',
    description: 'CPU time since the last collection, divided by elapsed time and number of CPUs.',
  });
  const memory = meter.createObservableUpDownCounter('process.memory.usage', {
    unit: 'By',
    description: 'Physical memory in use.',
  });
  const uptime = meter.createObservableGauge('process.uptime', {
    unit: 's',
    description: 'Time that the process has been running.',
  });

  let lastAt = performance.now();
  let last = process.cpuUsage();
  meter.addBatchObservableCallback(
    (result) => {
      const now = performance.now();
      const used = process.cpuUsage();
      const available = ((now - lastAt) / 1000) * availableParallelism();
      for (const mode of MODES) {
        const attributes = { 'cpu.mode': mode };
        result.observe(cpuTime, used[mode] / MICROSECONDS, attributes);
        const seconds = (used[mode] - last[mode]) / MICROSECONDS;
        if (available > 0) result.observe(cpuUtilization, seconds / available, attributes);
      }
      lastAt = now;
      last = used;
      result.observe(memory, process.memoryUsage.rss());
      result.observe(uptime, process.uptime());
    },
    [cpuTime, cpuUtilization, memory, uptime],
  );
}
