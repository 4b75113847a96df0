import { ATTR, OPERATION } from '@agent-vitals/instrumentation/semconv';
import type { DashboardLink } from '../model.js';
import { FAILED_SPANS } from '../variables.js';

/** Which traces a link leads to. */
interface LinkedTraces {
  /** What the span does. Default: anything. */
  readonly operation?: keyof typeof OPERATION;
  /** Only spans that failed. Default false. */
  readonly failed?: boolean;
  /** Variables that keep their values. Default: the service. */
  readonly keep?: readonly string[];
}

/** Leads to the traces behind what a panel shows. */
export const traceLink = ({
  operation,
  failed = false,
  keep = ['service'],
}: LinkedTraces): DashboardLink => ({
  title: failed ? 'Failed traces' : 'Traces',
  dashboard: 'traces',
  keep,
  choose: {
    ...(operation && { operation: `${ATTR.operationName}=${OPERATION[operation]}` }),
    ...(failed && { errors: FAILED_SPANS }),
  },
});
