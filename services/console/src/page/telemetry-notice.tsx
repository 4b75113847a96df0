import { Alert, AlertTitle, Link } from '@mui/material';
import { fetchJson, isRelativeTimeRange } from '@perses-dev/core';
import { useTimeRange, useVariableValues } from '@perses-dev/plugin-system';
import { useQuery } from '@tanstack/react-query';
import { formatDuration, intervalToDuration } from 'date-fns';
import type { ReactElement } from 'react';
import { detailOf } from './plugins/readable-errors.js';
import {
  LAST_TELEMETRY,
  serviceOf,
  silentServices,
  type LastTelemetry,
  type Services,
  type SilentService,
} from './silent-services.js';

/** Prometheus's answer: a vector. */
interface Answer {
  readonly data: {
    readonly result: readonly {
      readonly metric: { readonly job?: string };
      readonly value: readonly [number, string];
    }[];
  };
}

const ask = async (): Promise<readonly LastTelemetry[]> => {
  const query = new URLSearchParams({ query: LAST_TELEMETRY });
  const { data } = await fetchJson<Answer>(`/api/prometheus/api/v1/query?${query}`);
  return data.result.map(({ metric, value }) => ({
    service: serviceOf(metric.job ?? ''),
    secondsAgo: Number(value[1]),
  }));
};

const SERVICE = ['service'];

/** What the dashboard's variable says, where it has one. */
function useServices(): Services {
  const { service } = useVariableValues(SERVICE);
  const chosen = [service?.value ?? []].flat();
  const offered = service?.options?.map(({ value }) => value) ?? [];
  if (offered.length === 0) return {};
  // The pattern that stands for all is not among what is offered.
  return chosen.length > 0 && chosen.every((value) => offered.includes(value))
    ? { chosen }
    : { offered };
}

const lasting = ({ secondsAgo }: SilentService): string => {
  if (secondsAgo === undefined) return 'for an hour or longer';
  const minutes = Math.round(secondsAgo / 60);
  const duration = intervalToDuration({ start: 0, end: minutes * 60_000 });
  return `for ${formatDuration(duration, { format: ['hours', 'minutes'] })}`;
};

/** More than these are told as a number. */
const NAMED = 3;

function SilentNotice({ silent }: { silent: readonly SilentService[] }): ReactElement {
  const more = silent.length - NAMED;
  return (
    <Alert severity="warning" role="status" data-testid="telemetry-notice" sx={{ mb: 1 }}>
      <AlertTitle>
        {silent
          .slice(0, NAMED)
          .map((one) => `No telemetry from ${one.service} ${lasting(one)}`)
          .join('. ')}
        {more > 0 && `. Nor from ${more} more`}
      </AlertTitle>
      Is it running, and does it send to this collector? <code>npm run vitals -- status</code> tells
      what runs here, <code>npm run vitals -- doctor</code> what is wrong on this machine,{' '}
      <Link color="inherit" href="/dashboards/pipeline">
        Pipeline
      </Link>{' '}
      whether telemetry arrives at all, and{' '}
      <Link color="inherit" href="/runbooks/TelemetryMissing">
        the runbook
      </Link>{' '}
      what to do.
    </Alert>
  );
}

/**
 * Why a dashboard has nothing to show, or only what was: its services are silent, nothing arrives
 * at all, or Prometheus is away. Nothing while all is well, and of a time that is over.
 */
export function TelemetryNotice(): ReactElement | null {
  const { timeRange, refreshKey } = useTimeRange();
  const services = useServices();
  const { data, error } = useQuery<readonly LastTelemetry[], Error>({
    queryKey: ['last telemetry', refreshKey],
    queryFn: ask,
  });
  if (error) {
    return (
      <Alert severity="error" role="status" data-testid="telemetry-notice" sx={{ mb: 1 }}>
        <AlertTitle>Prometheus does not answer: metrics are missing, or from before</AlertTitle>
        {detailOf(error.message) ?? error.message}
      </Alert>
    );
  }
  if (data === undefined || !isRelativeTimeRange(timeRange)) return null;
  if (data.length === 0) {
    return (
      <Alert severity="warning" role="status" data-testid="telemetry-notice" sx={{ mb: 1 }}>
        <AlertTitle>No telemetry from any service within the last hour</AlertTitle>
        Point an application at the collector:{' '}
        <code>OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318</code>. If it is,{' '}
        <code>npm run vitals -- doctor</code> finds what is wrong.
      </Alert>
    );
  }
  const silent = silentServices(data, services);
  return silent.length === 0 ? null : <SilentNotice silent={silent} />;
}
