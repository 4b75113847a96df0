import { expect, it } from 'vitest';
import { spanLinks } from './span-links.js';

const MINUTE = 60_000;
const times = { startTimeUnixMs: 100 * MINUTE, endTimeUnixMs: 101 * MINUTE };
const time = `start=${85 * MINUTE}&end=${116 * MINUTE}`;

it('leads to the agent, to the lines and to others of its kind, at the time of the trace', () => {
  const span = {
    traceId: 'abc',
    name: 'invoke_agent a&b',
    attributes: [
      { key: 'gen_ai.agent.name', value: { stringValue: 'a&b' } },
      { key: 'gen_ai.usage.input_tokens', value: { intValue: '3' } },
    ],
  };
  expect(spanLinks(span, times)).toEqual([
    { title: 'Agent a&b', href: `/dashboards/agents?var-agent=a%26b&${time}` },
    { title: 'Log lines of the trace', href: `/dashboards/logs?var-trace=abc&${time}` },
    {
      title: 'Traces with such a span',
      href: `/dashboards/traces?var-span=invoke_agent%20a%26b&${time}`,
    },
  ]);
});
