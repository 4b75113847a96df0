import { CssBaseline, ThemeProvider, useMediaQuery } from '@mui/material';
import { ChartsProvider, generateChartsTheme, SnackbarProvider } from '@perses-dev/components';
import { PluginRegistry, RouterProvider } from '@perses-dev/plugin-system';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useMemo, type AnchorHTMLAttributes, type ReactElement } from 'react';
import { QueryParamProvider } from 'use-query-params';
import { AddressAdapter } from './address-adapter.js';
import { DashboardPage } from './dashboard-page.js';
import { pluginLoader } from './plugin-loader.js';
import { readableTheme } from './readable-theme.js';
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

const LOADING = { role: 'progressbar', 'aria-label': 'Loading' };

/**
 * Perses' looks, for those too who do not see them: the titles of panels are headings one level
 * below those of their rows, not as small as they look, and what is loading, or can be checked, has a name.
 */
const THEME = {
  components: {
    ...getTheme('light').components,
    // In the legend of a chart, beside the name of a line.
    MuiCheckbox: { defaultProps: { inputProps: { 'aria-label': 'Show in the chart' } } },
    MuiLinearProgress: { defaultProps: LOADING },
    MuiSkeleton: { defaultProps: LOADING },
    MuiTypography: { defaultProps: { variantMapping: { subtitle1: 'h3' } } },
  },
} as const;

function Page(): ReactElement {
  const [, section, name = ''] = location.pathname.split('/');
  return section === 'traces' ? <TracePage traceId={name} /> : <DashboardPage name={name} />;
}

/** The console's page: everything that its pages share. */
export function App(): ReactElement {
  const dark = useMediaQuery('(prefers-color-scheme: dark)', { noSsr: true });
  const theme = useMemo(() => getTheme(dark ? 'dark' : 'light', THEME), [dark]);
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
