import * as grafana from '@grafana/grafana-foundation-sdk/dashboard';

/** What the provisioned Prometheus is called, where an option wants no uid. */
const PROMETHEUS_NAME = 'Prometheus';

/**
 * Grafana's own list of what fires, by the rules of Prometheus: Alertmanager as a data source
 * answers no queries. The SDK has no builder for it; its options:
 * https://github.com/grafana/grafana/blob/main/public/app/plugins/panel/alertlist/types.ts
 */
export const alertList = (): grafana.PanelBuilder =>
  new grafana.PanelBuilder().type('alertlist').options({
    viewMode: 'list',
    groupMode: 'default',
    groupBy: [],
    maxItems: 20,
    // By importance.
    sortOrder: 3,
    dashboardAlerts: false,
    alertName: '',
    // The Watchdog always fires, and tells nobody.
    alertInstanceLabelFilter: '{severity=~"critical|warning"}',
    datasource: PROMETHEUS_NAME,
    stateFilter: {
      firing: true,
      pending: false,
      recovering: true,
      noData: false,
      normal: false,
      error: true,
    },
    showInstances: true,
  });
