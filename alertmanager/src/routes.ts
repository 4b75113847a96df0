import type { VitalsConfig } from '@agent-vitals/config';
import { stringify } from 'yaml';

const HEADER = `# Generated from vitals.yaml by \`npm run generate\`; edit alertmanager/src instead.
# Its env references are expanded before Alertmanager reads it, and so are those in templates/
# (it cannot do so itself). Flags to pass:
#   --enable-feature=event-recorder   writes what happens to each alert to events.jsonl
#   --cluster.listen-address=         one instance, no cluster
#   --storage.path, --web.listen-address, --config.file
`;

/** Renders the configuration of Alertmanager: who is told of what, and when. */
export function renderRoutes({ notifications: { email } }: VitalsConfig): string {
  const file = {
    global: {
      smtp_smarthost: '${env:VITALS_SMTP_ADDRESS}',
      smtp_from: email.from,
      // The mailbox of the demo speaks no TLS.
      smtp_require_tls: false,
    },
    templates: ['templates/*.tmpl'],
    route: {
      receiver: 'email',
      // One notification for each thing that is wrong. Waiting longer would cost the seconds in
      // which a critical fault has to reach someone.
      group_by: ['alertname', 'service_name', 'item'],
      group_wait: '5s',
      group_interval: '15s',
      repeat_interval: '4h',
    },
    receivers: [
      {
        name: 'email',
        email_configs: [
          {
            to: email.to.join(', '),
            send_resolved: true,
            headers: { Subject: '{{ template "vitals.email.subject" . }}' },
            html: '{{ template "vitals.email.html" . }}',
            text: '{{ template "vitals.email.text" . }}',
            // The resolved mail joins the one that told of the alert.
            threading: { enabled: true, thread_by_date: 'none' },
          },
        ],
      },
    ],
    event_recorder: {
      file_outputs: [{ path: '${env:VITALS_DATA_DIR}/alertmanager/events.jsonl' }],
    },
  };
  return HEADER + stringify(file, { lineWidth: 0, singleQuote: true });
}
