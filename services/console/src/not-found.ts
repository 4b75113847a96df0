import { escapeHtml, htmlPage } from './html-page.js';
import { PAGES } from './navigation.js';

/** The page in place of one that does not exist: what there is instead. */
export function renderNotFound(path: string): string {
  const pages = PAGES.map(({ title, path: href }) => `<li><a href="${href}">${title}</a></li>`);
  return htmlPage(
    'No such page',
    `<h1>No such page</h1>
<p>There is nothing at <code>${escapeHtml(path)}</code>. A dashboard or an alert may have had this
address before; these are the pages that there are:</p>
<ul>${pages.join('')}</ul>
`,
  );
}
