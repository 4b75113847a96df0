import pc from 'picocolors';
import type { StackUrls } from '../urls.js';

/**
 * Where to look, and what can be done.
 * @param background whether it goes on when the command has ended
 * @param grafana where Grafana is, if it runs
 */
export function welcome(
  urls: StackUrls,
  demo: boolean,
  background: boolean,
  grafana?: string,
): readonly string[] {
  const places = [
    ['Console', urls.console, 'health, dashboards, logs, traces: look here first'],
    ['Alerts', `${urls.console}/alerts`, 'what is open; acknowledge with one click'],
    ...(grafana === undefined ? [] : [['Grafana', grafana, 'the same dashboards']]),
    ['Health score', urls.healthScore, 'its API: /api/v1/health, /openapi.json'],
    ['Alert history', urls.alertHistory, 'its API: /api/v1/alerts, /openapi.json'],
    ['Prompts', urls.promptAnalytics, 'their API: /api/v1/prompt-evaluations, /openapi.json'],
    ['Mailbox', urls.mailpit, 'every mail that an alert sends'],
    ['Prometheus', urls.prometheus, 'metrics, query API'],
    ['Loki', urls.loki, 'logs, query API'],
    ['Jaeger', urls.jaeger, 'traces, query API'],
    ['Alertmanager', urls.alertmanager, 'alerts, silences'],
    ['OTLP/HTTP', urls.otlp, 'send your own telemetry here'],
    ...(demo ? [['Demo API', urls.demo, 'the agent system that is watched']] : []),
  ];
  const commands = [
    ...(demo
      ? [
          ['npm run vitals -- fault tool-errors', 'break the demo and wait for the mail'],
          ['npm run vitals -- fault --list', 'all the ways to break it'],
        ]
      : []),
    ['npm run vitals -- status', 'what runs'],
    [background ? 'npm run vitals -- stop' : 'Ctrl-C', 'stop everything; the data stays'],
  ];
  const width = Math.max(...places.map(([, url = '']) => url.length));
  return [
    '',
    ...places.map(
      ([name = '', url = '', what = '']) =>
        `  ${pc.bold(name.padEnd(13))} ${pc.cyan(url.padEnd(width))} ${pc.dim(what)}`,
    ),
    '',
    ...commands.map(([command = '', what = '']) => `  ${command.padEnd(38)} ${pc.dim(what)}`),
  ];
}
