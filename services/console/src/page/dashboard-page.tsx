import { Alert, LinearProgress } from '@mui/material';
import { fetchJson, type DashboardResource } from '@perses-dev/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { withoutAllChosen } from './all-chosen.js';
import { DashboardView } from './dashboard-view.js';
import { withNames } from './plugins/kept-choices.js';
import { TraceOpener } from './trace/trace-opener.js';

/** The dashboard of a name, as the server has it. */
export function DashboardPage({ name }: { name: string }): ReactElement {
  const { data, error } = useQuery<DashboardResource, Error>({
    queryKey: ['dashboard', name],
    queryFn: async () => {
      const dashboard = await fetchJson<DashboardResource>(
        `/api/dashboards/${encodeURIComponent(name)}`,
      );
      // Before the lists of variables read the address.
      const search = withoutAllChosen(location.search, dashboard.spec.variables);
      history.replaceState(history.state, '', search === '' ? location.pathname : `?${search}`);
      const { spec } = dashboard;
      return { ...dashboard, spec: { ...spec, variables: withNames(spec.variables) } };
    },
    staleTime: Infinity,
  });
  if (error)
    return <Alert severity="error">{`The dashboard cannot be loaded: ${error.message}`}</Alert>;
  if (!data) return <LinearProgress aria-label="Loading the dashboard" />;
  return <DashboardView dashboard={data}>{name === 'traces' && <TraceOpener />}</DashboardView>;
}
