/**
 * The path of the dashboard in the console.
 * @param agent whose figures it shows. Default: all agents
 */
export function dashboardLink(agent = ''): string {
  const query = agent === '' ? '' : `?var-agent=${encodeURIComponent(agent)}`;
  return `/dashboards/system-overview${query}`;
}
