import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PAGES } from './navigation.js';

/** The pages of the alerts lead to it. */
const BELOW_ALERTS = '/dashboards/alerts';

it('leads to the health, to the alerts and to every dashboard', () => {
  const dashboards = readdirSync(join(import.meta.dirname, '../dashboards')).map(
    (file) => `/dashboards/${file.replace('.json', '')}`,
  );
  expect(new Set([...PAGES.map(({ path }) => path), BELOW_ALERTS])).toEqual(
    new Set(['/', '/alerts', ...dashboards]),
  );
});
