import { diag } from '@opentelemetry/api';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  type Sampler,
} from '@opentelemetry/sdk-trace';
import type { Environment } from './settings.js';

const parentBased = (root: Sampler): Sampler => new ParentBasedSampler({ root });

/** The samplers of `OTEL_TRACES_SAMPLER`, made with the ratio of `OTEL_TRACES_SAMPLER_ARG`. */
const SAMPLERS: Readonly<Record<string, (ratio: number) => Sampler>> = {
  always_on: () => new AlwaysOnSampler(),
  always_off: () => new AlwaysOffSampler(),
  traceidratio: (ratio) => new TraceIdRatioBasedSampler(ratio),
  parentbased_always_on: () => parentBased(new AlwaysOnSampler()),
  parentbased_always_off: () => parentBased(new AlwaysOffSampler()),
  parentbased_traceidratio: (ratio) => parentBased(new TraceIdRatioBasedSampler(ratio)),
};

const DEFAULT_SAMPLER = 'parentbased_always_on';

const ratioFrom = (env: Environment): number => {
  const raw = env['OTEL_TRACES_SAMPLER_ARG']?.trim();
  const ratio = raw === undefined || raw === '' ? 1 : Number(raw);
  if (ratio >= 0 && ratio <= 1) return ratio;
  diag.warn(`agent-vitals: OTEL_TRACES_SAMPLER_ARG is "${raw}" but must be from 0 to 1; using 1`);
  return 1;
};

/**
 * Decides which traces are kept: the option before the environment, all by default.
 *
 * @param sampleRatio share of new traces that are kept, 0 to 1; a caller's decision is followed
 */
export function createSampler(sampleRatio: number | undefined, env: Environment): Sampler {
  if (sampleRatio !== undefined) return parentBased(new TraceIdRatioBasedSampler(sampleRatio));
  const name = env['OTEL_TRACES_SAMPLER']?.trim() || DEFAULT_SAMPLER;
  const create = Object.hasOwn(SAMPLERS, name) ? SAMPLERS[name] : undefined;
  if (create !== undefined) return create(ratioFrom(env));
  diag.warn(
    `agent-vitals: OTEL_TRACES_SAMPLER is "${name}" but must be one of ` +
      `${Object.keys(SAMPLERS).join(', ')}; using ${DEFAULT_SAMPLER}`,
  );
  return parentBased(new AlwaysOnSampler());
}
