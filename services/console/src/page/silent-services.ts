/** When a service was last heard, by Prometheus's answer to {@link LAST_TELEMETRY}. */
export interface LastTelemetry {
  readonly service: string;
  readonly secondsAgo: number;
}

/**
 * Seconds since the last metric of each service that sent any within the last hour. The time of a
 * service's newest sample lasts for 5 min in Prometheus, so it is looked for minute by minute.
 */
export const LAST_TELEMETRY =
  'time() - max by (job) (timestamp(target_info) or max_over_time(timestamp(target_info)[1h:1m]))';

/** The service of a job: Prometheus writes the namespace before it, with a slash. */
export const serviceOf = (job: string): string => job.slice(job.lastIndexOf('/') + 1);

/** Seconds after which a service is silent: OpenTelemetry's own interval is 60, and one may be late. */
const SILENT_SECONDS = 90;

/** A service that sends nothing. */
export interface SilentService {
  readonly service: string;
  /** Undefined: longer than is looked back. */
  readonly secondsAgo: number | undefined;
}

/** Which services a dashboard is about. */
export interface Services {
  /** Those that are chosen by name: also where nothing is known of them. Default: none. */
  readonly chosen?: readonly string[];
  /** Those that can be chosen, where all are. Default: all that are known. */
  readonly offered?: readonly string[];
}

/** The services that send nothing, those that are longest silent first. */
export function silentServices(
  known: readonly LastTelemetry[],
  { chosen, offered }: Services,
): SilentService[] {
  const looked = chosen ?? offered;
  const silent: SilentService[] = known.filter(
    ({ service, secondsAgo }) =>
      secondsAgo > SILENT_SECONDS && (looked === undefined || looked.includes(service)),
  );
  const names = new Set(known.map(({ service }) => service));
  const unknown = (chosen ?? []).filter((service) => !names.has(service));
  return [...unknown.map((service) => ({ service, secondsAgo: undefined })), ...silent].sort(
    (a, b) => (b.secondsAgo ?? Infinity) - (a.secondsAgo ?? Infinity),
  );
}
