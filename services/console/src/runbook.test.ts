import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { renderRunbook } from './runbook.js';

const folder = mkdtempSync(join(tmpdir(), 'runbooks-'));
const render = async (markdown: string): Promise<string> => {
  writeFileSync(join(folder, 'Alert.md'), markdown);
  const html = await renderRunbook(folder, 'Alert');
  return html!.slice(html!.indexOf('<main'));
};

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('renderRunbook', () => {
  it('renders tables, lists and code', async () => {
    const html = await render('| a |\n|---|\n| b |\n\n- one\n\n```promql\nup > 0\n```\n');
    expect(html).toContain('<td>b</td>');
    expect(html).toContain('<li>one</li>');
    expect(html).toContain('up &gt; 0');
  });

  it.each([
    ['a script', '<script>alert(1)</script>', /<script/],
    ['an attribute of HTML', 'text <img src=x onerror=alert(1)>', /<img/],
    ['a link to a script', '[click](javascript:alert(1))', /href/],
    ['a link to data', '[click](data:text/html;base64,AAAA)', /href/],
    ['a quote in an address', '[click](<https://a.example/"onclick="alert(1)>)', /"onclick="/],
    ['an image from elsewhere', '![pixel](https://a.example/pixel.png)', /<img/],
  ])('does not let %s through', async (_name, markdown, forbidden) => {
    expect(await render(markdown)).not.toMatch(forbidden);
  });

  it('knows nothing outside of its folder', async () => {
    expect(await renderRunbook(folder, '../Alert')).toBeUndefined();
    expect(await renderRunbook(folder, '/etc/hostname')).toBeUndefined();
  });
});
