import { incidentLabelsOf } from '@agent-vitals/config';

/** What some alerts are about together: one notification tells of them. */
export interface Incident {
  /** The same for the alerts of one incident, however often it comes back; nothing else. */
  readonly key: string;
  /** What it is about, as notifications call it: "agents of shop (production)". */
  readonly title: string;
}

/** Components that people call otherwise than their label does. */
const TITLES: Readonly<Record<string, string>> = {
  apis: 'APIs',
  externalApis: 'external APIs',
  pipeline: 'the monitoring',
  system: 'the system',
};

/** The incident that an alert is part of, by its labels. */
export function incidentOf(labels: Readonly<Record<string, string>>): Incident {
  const component = labels['component'] ?? '';
  const own = incidentLabelsOf(component).map((name) => [name, labels[name] ?? ''] as const);
  const { item = '', service_name: service = '', ...rest } = Object.fromEntries(own);
  const environment = rest['deployment_environment_name'] ?? '';
  return {
    key: JSON.stringify(own.map(([, value]) => value)),
    title: [
      TITLES[component] ?? component,
      item,
      service && `of ${service}`,
      environment && `(${environment})`,
    ]
      .filter((part) => part !== '')
      .join(' '),
  };
}
