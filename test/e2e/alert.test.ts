import { afterAll, beforeAll, expect, it } from 'vitest';
import { faultToMail, type FaultToMail } from '../system/fault-to-mail.js';
import type { Mail } from '../system/mailpit.js';
import { startSystem, type System } from '../system/system.js';

let system: System;
let story: FaultToMail;

beforeAll(async () => {
  system = await startSystem({ demoRunsPerSecond: 1 });
  story = await faultToMail(system, 'tool-errors');
  process.stdout.write(
    `fault to mail: ${story.firing.toFixed(1)} s; its end to the resolved mail: ${story.resolved.toFixed(1)} s\n`,
  );
});
afterAll(async () => system?.remove());

const links = ({ HTML }: Mail): string[] =>
  [...HTML.matchAll(/href="([^"]+)"/g)].map(([, url]) => url!.replaceAll('&amp;', '&'));

// The seconds are printed, not asserted: a busy machine would break the test. `npm run bench --
// mail` measures them.
it('mails who is on call what fails, where and how badly [T2]', () => {
  const { firingMail } = story;
  expect(firingMail.To.map(({ Address }) => Address)).toEqual(['oncall@example.com']);
  expect(firingMail.Subject).toMatch(
    /^\[FIRING critical\] (\d+ alerts about agents of demo-api \(demo\): )?Agent \w+ of demo-api fails in [\d.]+% of its (tool )?calls/,
  );
  expect(firingMail.Text).toMatch(/Agent(Tool)?ErrorRatioHigh/);
  expect(firingMail.Text).toMatch(/In the last \d+ s about \d+ of \d+ failed, most often with \w+/);
});

it('links to where it is acknowledged, to the dashboard and to the runbook, and all open', async () => {
  const { console: page } = system.urls;
  const targets = links(story.firingMail);
  expect(targets.some((url) => url.startsWith(`${page}/alerts?fingerprint=`))).toBe(true);
  expect(targets.some((url) => /\/runbooks\/Agent(Tool)?ErrorRatioHigh$/.test(url))).toBe(true);
  expect(targets.some((url) => url.startsWith(`${page}/dashboards/agents?`))).toBe(true);
  for (const url of targets) expect((await fetch(url)).status, url).toBe(200);
});

it('mails again when it is over', () => {
  expect(story.resolvedMail.Subject).toMatch(
    /^\[RESOLVED critical\] (Agent(Tool)?ErrorRatioHigh|\d+ alerts about agents of demo-api \(demo\) are over)/,
  );
});
