/** A page that the bar at the top of every page leads to. */
interface PageLink {
  readonly title: string;
  readonly path: string;
}

/** The console's pages, in the order in which a visitor asks: how are we, since when, where. */
export const PAGES: readonly PageLink[] = [
  { title: 'Health', path: '/' },
  { title: 'Alerts', path: '/alerts' },
  { title: 'Health over time', path: '/dashboards/system-health' },
  { title: 'Alerts over time', path: '/dashboards/alerts' },
  { title: 'System overview', path: '/dashboards/system-overview' },
  { title: 'Agents', path: '/dashboards/agents' },
  { title: 'Workflows', path: '/dashboards/workflows' },
  { title: 'LLM usage and cost', path: '/dashboards/llm-usage' },
  { title: 'Prompts', path: '/dashboards/prompts' },
  { title: 'Compare', path: '/dashboards/compare' },
  { title: 'APIs', path: '/dashboards/apis' },
  { title: 'Database', path: '/dashboards/database' },
  { title: 'Resources', path: '/dashboards/resources' },
  { title: 'Pipeline', path: '/dashboards/pipeline' },
  { title: 'Logs', path: '/dashboards/logs' },
  { title: 'Traces', path: '/dashboards/traces' },
];

/**
 * The bar as HTML: the pages of the browser and those that the server writes have the same one,
 * and it is there before any script has run. What it looks like is in `page/public/console.css`.
 */
export function renderNavigation(): string {
  const links = PAGES.map(({ title, path }) => `<li><a href="${path}">${title}</a></li>`).join('');
  return (
    '<a class="skip-link" href="#main">Skip to the content</a>' +
    '<nav class="bar" aria-label="Pages">' +
    '<a class="bar-brand" href="/"><img src="/favicon.svg" alt="" width="24" height="24">agent-vitals</a>' +
    `<ul>${links}</ul>` +
    '</nav>'
  );
}
