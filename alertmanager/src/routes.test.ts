import { join } from 'node:path';
import { loadVitalsConfig } from '@agent-vitals/config';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { renderRoutes } from './routes.js';

const config = loadVitalsConfig(join(import.meta.dirname, '../../vitals.yaml'));

test('everyone whom vitals.yaml names is told', () => {
  const rendered = parse(
    renderRoutes({
      ...config,
      notifications: { email: { to: ['a@example.com', 'b@example.com'], from: 'v@example.com' } },
    }),
  ) as { global: { smtp_from: string }; receivers: { email_configs: { to: string }[] }[] };
  expect(rendered.global.smtp_from).toBe('v@example.com');
  expect(rendered.receivers[0]?.email_configs[0]?.to).toBe('a@example.com, b@example.com');
});
