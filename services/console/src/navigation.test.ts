import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PAGES } from './navigation.js';

it('leads to the health, to the alerts and to every dashboard', () => {
  const dashboards = readdirSync(join(import.meta.dirname, '../dashboards')).map(
    (file) => `/dashboards/${file.replace('.json', '')}`,
  );
  expect(new Set(PAGES.map(({ path }) => path))).toEqual(new Set(['/', '/alerts', ...dashboards]));
});
