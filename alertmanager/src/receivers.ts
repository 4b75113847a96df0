import type { Receiver, VitalsConfig } from '@agent-vitals/config';

/** Who hears of nothing: alerts end here that no level is for. */
export const NOBODY = 'nobody';

/** Where alerts are acknowledged. */
const ALERTS_PAGE = '${env:VITALS_CONSOLE_URL}/alerts';

/** Who hears of the Watchdog. */
export const WATCHDOG = 'watchdog';

/** The configuration of Alertmanager for someone who is told by several channels. */
export function toReceiver(name: string, receivers: readonly Receiver[]): object {
  const addresses = [...new Set(receivers.flatMap(({ email }) => email ?? []))];
  return {
    name,
    ...(addresses.length > 0 && { email_configs: [mail(addresses)] }),
    ...list('slack_configs', receivers, ({ slack }) => slack && slackMessage(slack)),
    ...list('pagerduty_configs', receivers, ({ pagerduty }) => pagerduty && page(pagerduty)),
    ...list('webhook_configs', receivers, ({ webhook }) => webhook && toWebhook(webhook)),
  };
}

/** Where mail is handed in. */
export function smtp({ notifications: { email } }: VitalsConfig): object {
  const { smtp: server } = email;
  return {
    smtp_smarthost: server?.server ?? '${env:VITALS_SMTP_ADDRESS}',
    smtp_from: email.from,
    // The mailbox of the demo speaks no TLS.
    smtp_require_tls: server?.tls === 'required',
    ...(server?.tls === 'implicit' && { smtp_force_implicit_tls: true }),
    ...(server?.username !== undefined && { smtp_auth_username: server.username }),
    ...(server?.password !== undefined && { smtp_auth_password: server.password }),
    ...(server?.passwordFile !== undefined && { smtp_auth_password_file: server.passwordFile }),
  };
}

const mail = (addresses: readonly string[]): object => ({
  to: addresses.join(', '),
  send_resolved: true,
  headers: { Subject: '{{ template "vitals.subject" . }}' },
  html: '{{ template "vitals.html" . }}',
  text: '{{ template "vitals.text" . }}',
  // The resolved mail joins the one that told of the alert.
  threading: { enabled: true, thread_by_date: 'none' },
});

const slackMessage = ({ url, urlFile, channel }: NonNullable<Receiver['slack']>): object => ({
  ...(url === undefined ? { api_url_file: urlFile } : { api_url: url }),
  channel,
  send_resolved: true,
  title: '{{ template "vitals.subject" . }}',
  title_link: ALERTS_PAGE,
  text: '{{ template "vitals.text" . }}',
});

const page = ({ routingKey, routingKeyFile }: NonNullable<Receiver['pagerduty']>): object => ({
  ...(routingKey === undefined
    ? { routing_key_file: routingKeyFile }
    : { routing_key: routingKey }),
  send_resolved: true,
  description: '{{ template "vitals.subject" . }}',
  severity: '{{ .CommonLabels.severity }}',
  component: '{{ .CommonLabels.component }}',
  group: '{{ .CommonLabels.service_name }}',
  class: '{{ .CommonLabels.alertname }}',
  client: 'agent-vitals',
  client_url: ALERTS_PAGE,
  // Beside Alertmanager's own: all alerts as JSON, and how many. What can be read as YAML it would
  // take apart, and lose the order of the lines: nothing that begins with a tab can.
  details: { text: String.raw`{{ "\t" }}{{ template "vitals.text" . }}` },
});

const toWebhook = ({ url, urlFile }: NonNullable<Receiver['webhook']>): object => ({
  ...(url === undefined ? { url_file: urlFile } : { url }),
  send_resolved: true,
});

function list(
  key: string,
  receivers: readonly Receiver[],
  toConfig: (receiver: Receiver) => object | undefined,
): Readonly<Record<string, readonly object[]>> {
  const configs = receivers.map((each) => toConfig(each)).filter((config) => config !== undefined);
  return configs.length === 0 ? {} : { [key]: configs };
}
