import { Box, Stack, Typography } from '@mui/material';
import { ErrorAlert, ErrorBoundary } from '@perses-dev/components';
import type { DashboardResource } from '@perses-dev/core';
import {
  DashboardProvider,
  DashboardStickyToolbar,
  DatasourceStoreProvider,
  VariableProviderWithQueryParams,
} from '@perses-dev/dashboards';
import {
  TimeRangeProviderWithQueryParams,
  useInitialRefreshInterval,
  useInitialTimeRange,
  usePluginBuiltinVariableDefinitions,
} from '@perses-dev/plugin-system';
import { useEffect, type KeyboardEvent, type ReactElement, type ReactNode } from 'react';
import { datasourceApi } from './datasources.js';
import { keepChosenInLinks } from './keep-chosen.js';
import { PanelGrid } from './panels/panel-grid.js';
import { SettledVariablesProvider } from './settled-variables-provider.js';
import { TelemetryNotice } from './telemetry-notice.js';
import { TimeControls } from './time-controls.js';

const NO_REFRESH = '0s';

/** A field is read when it is left; whoever types expects Enter to do the same. */
function leaveOnEnter({ key, target }: KeyboardEvent): void {
  const isField = target instanceof HTMLInputElement && target.role !== 'combobox';
  if (key === 'Enter' && isField && target.form === null) target.blur();
}

function Toolbar({
  title,
  hasVariables,
  children,
}: {
  title: string;
  hasVariables: boolean;
  children: ReactNode;
}): ReactElement {
  return (
    <Stack
      component="section"
      aria-label="Time range and variables"
      direction="row"
      onKeyDown={leaveOnEnter}
      sx={{
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 2,
        px: 2,
        py: 1,
        // That choices are asked for: it would move all that is below, with each refresh.
        '& .MuiLinearProgress-root': { display: 'none' },
      }}
    >
      <Typography variant="h1">{title}</Typography>
      <Box sx={{ flex: 1, minWidth: '20rem' }}>
        {hasVariables && <DashboardStickyToolbar initialVariableIsSticky={false} />}
      </Box>
      {children}
      <TimeControls />
    </Stack>
  );
}

/** A dashboard with its controls. Time range, refresh and variables are kept in the address. */
export function DashboardView({
  dashboard,
  children,
}: {
  dashboard: DashboardResource;
  /** Further controls. */
  children?: ReactNode;
}): ReactElement {
  const { spec, metadata } = dashboard;
  const title = spec.display?.name ?? metadata.name;
  const initialTimeRange = useInitialTimeRange(spec.duration);
  const initialRefreshInterval = useInitialRefreshInterval(spec.refreshInterval ?? NO_REFRESH);
  const { data: builtinVariables } = usePluginBuiltinVariableDefinitions();
  useEffect(() => {
    document.title = `${title} · agent-vitals`;
  }, [title]);
  useEffect(() => keepChosenInLinks(spec), [spec]);
  return (
    <DatasourceStoreProvider dashboardResource={dashboard} datasourceApi={datasourceApi}>
      <DashboardProvider initialState={{ dashboardResource: dashboard }}>
        <TimeRangeProviderWithQueryParams
          initialTimeRange={initialTimeRange}
          initialRefreshInterval={initialRefreshInterval}
        >
          <VariableProviderWithQueryParams
            initialVariableDefinitions={spec.variables}
            builtinVariableDefinitions={builtinVariables ?? []}
          >
            <SettledVariablesProvider>
              <ErrorBoundary FallbackComponent={ErrorAlert}>
                <Toolbar title={title} hasVariables={spec.variables.length > 0}>
                  {children}
                </Toolbar>
                <Box component="main" id="main" sx={{ px: 2, pb: 2 }}>
                  <TelemetryNotice />
                  <PanelGrid spec={spec} />
                </Box>
              </ErrorBoundary>
            </SettledVariablesProvider>
          </VariableProviderWithQueryParams>
        </TimeRangeProviderWithQueryParams>
      </DashboardProvider>
    </DatasourceStoreProvider>
  );
}
