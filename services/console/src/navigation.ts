/** A page that the bar at the top of every page leads to. */
interface PageLink {
  readonly title: string;
  readonly path: string;
  /** The menu of the bar that holds it. Default: none, it is in the bar itself. */
  readonly group?: string;
}

/**
 * The console's pages, in the order in which a visitor asks: how are we, since when, where. A menu
 * stands where its first page is.
 */
export const PAGES: readonly PageLink[] = [
  { title: 'Health', path: '/' },
  { title: 'Alerts', path: '/alerts' },
  { title: 'System overview', path: '/dashboards/system-overview' },
  { title: 'Health over time', path: '/dashboards/system-health', group: 'Over time' },
  { title: 'Alerts over time', path: '/dashboards/alerts', group: 'Over time' },
  { title: 'Compare', path: '/dashboards/compare', group: 'Over time' },
  { title: 'Agents', path: '/dashboards/agents', group: 'AI' },
  { title: 'Workflows', path: '/dashboards/workflows', group: 'AI' },
  { title: 'LLM usage and cost', path: '/dashboards/llm-usage', group: 'AI' },
  { title: 'Prompts', path: '/dashboards/prompts', group: 'AI' },
  { title: 'APIs', path: '/dashboards/apis', group: 'Infrastructure' },
  { title: 'Database', path: '/dashboards/database', group: 'Infrastructure' },
  { title: 'Resources', path: '/dashboards/resources', group: 'Infrastructure' },
  { title: 'Pipeline', path: '/dashboards/pipeline', group: 'Infrastructure' },
  { title: 'Logs', path: '/dashboards/logs' },
  { title: 'Traces', path: '/dashboards/traces' },
];

const item = ({ title, path }: PageLink): string => `<li><a href="${path}">${title}</a></li>`;

/** A menu: a popover opens, closes on Escape and on a click elsewhere, all without a script. */
const menu = (group: string, pages: readonly PageLink[]): string => {
  const id = `pages-${group.toLowerCase().replaceAll(' ', '-')}`;
  return (
    `<li class="bar-menu"><button type="button" popovertarget="${id}">${group}</button>` +
    `<ul id="${id}" aria-label="${group}" popover>${pages.map(item).join('')}</ul></li>`
  );
};

/**
 * The bar as HTML: the pages of the browser and those that the server writes have the same one,
 * and it is there before any script has run. Narrow windows have all pages in one menu. What it
 * looks like is in `page/public/navigation.css`.
 */
export function renderNavigation(): string {
  const entries = Map.groupBy(PAGES, ({ group, path }) => group ?? path);
  const items = [...entries.values()].map((pages) => {
    const [{ group } = {}] = pages;
    return group === undefined ? pages.map(item).join('') : menu(group, pages);
  });
  return (
    '<a class="skip-link" href="#main">Skip to the content</a>' +
    '<nav class="bar" aria-label="Pages">' +
    '<a class="bar-brand" href="/"><img src="/favicon.svg" alt="" width="24" height="24">agent-vitals</a>' +
    '<button class="bar-all" type="button" popovertarget="pages">Pages</button>' +
    `<ul class="bar-pages" id="pages" popover>${items.join('')}</ul>` +
    '</nav>'
  );
}
