import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Marked } from 'marked';
import { escapeHtml, htmlPage } from './html-page.js';

/** Addresses that a runbook may link to; `javascript:` and the like are shown as text. */
const SAFE_LINK = /^(https?:\/\/|mailto:|[/#]|[\w.-]+\.md(#|$))/i;

const marked = new Marked({
  gfm: true,
  renderer: {
    // Runbooks are text: HTML in them is shown, not run.
    html: ({ text }) => escapeHtml(text),
    image: ({ text }) => escapeHtml(text),
    link({ href, tokens }) {
      const label = this.parser.parseInline(tokens);
      if (!SAFE_LINK.test(href)) return label;
      // Runbooks link to each other by file name, as they do in the repository.
      const target = href.replace(/^([\w.-]+)\.md/, '/runbooks/$1');
      return `<a href="${escapeHtml(target)}">${label}</a>`;
    },
  },
});

/** Runbook names are alert names, so no name can lead out of the folder. */
const NAME = /^[A-Za-z][A-Za-z0-9_-]*$/;

/**
 * A runbook as a page.
 * @param folder where the runbooks are
 * @param name the alert's name, without `.md`
 * @returns undefined when there is no such runbook
 */
export async function renderRunbook(folder: string, name: string): Promise<string | undefined> {
  if (!NAME.test(name)) return undefined;
  let markdown: string;
  try {
    markdown = await readFile(join(folder, `${name}.md`), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  return htmlPage(name, await marked.parse(markdown));
}
