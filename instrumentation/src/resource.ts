import {
  defaultResource,
  detectResources,
  envDetector,
  hostDetector,
  osDetector,
  resourceFromAttributes,
  serviceInstanceIdDetector,
  type Resource,
} from '@opentelemetry/resources';
import { withoutUndefined } from './caller-context.js';
import type { VitalsOptions } from './options.js';

/**
 * Who reports: detected, then the environment (`OTEL_SERVICE_NAME`, `OTEL_RESOURCE_ATTRIBUTES`),
 * then the options, each over the one before. `service.instance.id` is generated where absent.
 *
 * The process detector is left out for what it reads: command lines hold secrets.
 */
export function createResource(options: VitalsOptions): Resource {
  const detected = detectResources({
    detectors: [serviceInstanceIdDetector, hostDetector, osDetector, envDetector],
  });
  const told = withoutUndefined({
    // Tells the collector that these metrics are recorded at their source, not derived from spans.
    'telemetry.distro.name': 'agent-vitals',
    'process.pid': process.pid,
    'process.runtime.name': 'nodejs',
    'process.runtime.version': process.versions.node,
    ...options.resourceAttributes,
    'service.name': options.serviceName,
    'service.version': options.serviceVersion,
    'service.namespace': options.serviceNamespace,
    'deployment.environment.name': options.environment,
  });
  return defaultResource().merge(detected).merge(resourceFromAttributes(told));
}

/** What is known of a resource by now: a part of it, such as the id of the host, is read later. */
export function knownAttributes(resource: Resource): Readonly<Record<string, unknown>> {
  const known: Record<string, unknown> = {};
  for (const [name, value] of resource.getRawAttributes()) {
    if (!(value instanceof Promise)) known[name] ??= value;
  }
  return known;
}
