import { readFileSync } from 'node:fs';
import { SNAPSHOT, type Reported } from './snapshot.js';

type Labels = Reported['labels'];

/** Services among which the agents are spread. */
const SERVICES = 5;

const AGENT = 'gen_ai_agent_name';

/** Whose series there are more of when there are more agents, and the labels that tell them apart. */
interface Owner {
  /** Names the service. */
  readonly service: string;
  /** What an agent has for itself. */
  readonly ofAgent: readonly string[];
  /** What a service has for itself. */
  readonly ofService: readonly string[];
}

const OWNERS: readonly Owner[] = [
  {
    service: 'service_name',
    ofAgent: [AGENT, 'gen_ai_prompt_name'],
    ofService: [
      'service_name',
      'service_instance_id',
      'job',
      'instance',
      'host_name',
      'gen_ai_workflow_name',
    ],
  },
  // The scores of their items.
  {
    service: 'agent_vitals_item_service',
    ofAgent: ['agent_vitals_item'],
    ofService: ['agent_vitals_item_service'],
  },
];

const DEMO = 'demo-api';

/**
 * What so many agents report: those of the recorded stack over and over, in services of their own.
 * What is not told apart by agent is there once for each service; what is not of the demo, once.
 * @param agents at least so many
 */
export function catalogueOf(agents: number): readonly Reported[] {
  const recorded = JSON.parse(readFileSync(SNAPSHOT, 'utf8')) as readonly Reported[];
  const known = new Set(recorded.flatMap(({ labels }) => labels[AGENT] || []));
  const copies = Math.ceil(agents / known.size);
  return recorded.flatMap((series) => {
    const owner = OWNERS.find(({ service }) => series.labels[service] === DEMO);
    if (owner === undefined) return [series];
    const manifold = owner.ofAgent.some((name) => series.labels[name]);
    return Array.from({ length: manifold ? copies : Math.min(copies, SERVICES) }, (_, copy) => ({
      ...series,
      labels: renamed(
        renamed(series.labels, owner.ofAgent, Math.floor(copy / SERVICES)),
        owner.ofService,
        copy % SERVICES,
      ),
    }));
  });
}

function renamed(labels: Labels, names: readonly string[], copy: number): Labels {
  if (copy === 0) return labels;
  return Object.fromEntries(
    Object.entries(labels).map(([name, value]) => [
      name,
      names.includes(name) && value ? `${value}-${copy + 1}` : value,
    ]),
  );
}
