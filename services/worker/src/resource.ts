import {
  defaultResource,
  detectResources,
  envDetector,
  type Resource,
} from '@opentelemetry/resources';

/**
 * Who sends: as `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES` say. Not which process: what is
 * sent again after a restart, because it was not known to have arrived, is then the same sample of
 * the same series, or the same line, and counts once.
 */
export const ownResource = (): Resource =>
  defaultResource().merge(detectResources({ detectors: [envDetector] }));
