import { CssBaseline, ThemeProvider, useMediaQuery } from '@mui/material';
import { ChartsProvider, generateChartsTheme, SnackbarProvider } from '@perses-dev/components';
import { PluginRegistry, RouterProvider } from '@perses-dev/plugin-system';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useMemo, type AnchorHTMLAttributes, type ReactElement } from 'react';
import { QueryParamProvider } from 'use-query-params';
import { AddressAdapter } from './address-adapter.js';
import { consoleTheme } from './console-theme.js';
import { DashboardPage } from './dashboard-page.js';
import { pluginLoader } from './plugin-loader.js';
import { TracePage } from './trace/trace-page.js';

const queryClient = new QueryClient({
  // A refresh is a new query. Until it is answered the former answer stays, or every panel would
  // go blank each time; what failed is asked again then, not over and over in between.
  defaultOptions: { queries: { keepPreviousData: true, refetchOnWindowFocus: false, retry: 0 } },
});

/**
 * Perses leaves the labels of the time axis no room: they would be cut at the lower edge. Half as
 * many of them as ECharts has by itself do not run into each other in a chart of half the width.
 */
const CHARTS = {
  echartsTheme: { timeAxis: { splitNumber: 5, axisLabel: { margin: 4, lineHeight: 26 } } },
};

/** Links load the page anew: Perses keeps state of the former dashboard otherwise. */
function PageLink({
  to,
  children,
  ...rest
}: AnchorHTMLAttributes<HTMLAnchorElement> & { to: string }): ReactElement {
  return (
    <a href={to} {...rest}>
      {children}
    </a>
  );
}

function Page(): ReactElement {
  const [, section, name = ''] = location.pathname.split('/');
  return section === 'traces' ? <TracePage traceId={name} /> : <DashboardPage name={name} />;
}

/** The console's page: everything that its pages share. */
export function App(): ReactElement {
  const dark = useMediaQuery('(prefers-color-scheme: dark)', { noSsr: true });
  const theme = useMemo(() => consoleTheme(dark ? 'dark' : 'light'), [dark]);
  const chartsTheme = useMemo(() => {
    // A value without limits is neither good nor bad; Perses would have it green.
    const thresholds = { defaultColor: theme.palette.text.primary, palette: [] };
    return generateChartsTheme(theme, { ...CHARTS, thresholds });
  }, [theme]);
  return (
    <ThemeProvider theme={theme}>
      <CssBaseline />
      <ChartsProvider chartsTheme={chartsTheme} enablePinning={false} enableSyncGrouping={false}>
        <SnackbarProvider>
          <QueryClientProvider client={queryClient}>
            <QueryParamProvider adapter={AddressAdapter}>
              <RouterProvider
                RouterComponent={PageLink}
                navigate={(to) => globalThis.location.assign(to)}
              >
                <PluginRegistry pluginLoader={pluginLoader}>
                  <Page />
                </PluginRegistry>
              </RouterProvider>
            </QueryParamProvider>
          </QueryClientProvider>
        </SnackbarProvider>
      </ChartsProvider>
    </ThemeProvider>
  );
}
