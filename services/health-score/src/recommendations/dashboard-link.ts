/** Dashboards that recommendations lead to. */
type DashboardName = 'agents' | 'llm-usage' | 'prompts' | 'database' | 'resources';

/**
 * The path of a dashboard in the console.
 * @param chosen values of its variables. Default: everything
 */
export function dashboardLink(
  name: DashboardName,
  chosen: Readonly<Record<string, string>> = {},
): string {
  const query = Object.entries(chosen)
    .filter(([, value]) => value !== '')
    .map(([variable, value]) => `var-${variable}=${encodeURIComponent(value)}`)
    .join('&');
  return `/dashboards/${name}${query === '' ? '' : `?${query}`}`;
}
