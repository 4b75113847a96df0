import {
  defaultResource,
  detectResources,
  envDetector,
  serviceInstanceIdDetector,
  type Resource,
} from '@opentelemetry/resources';

/** Who sends: as `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES` say. */
export const ownResource = (): Resource =>
  defaultResource().merge(detectResources({ detectors: [serviceInstanceIdDetector, envDetector] }));
