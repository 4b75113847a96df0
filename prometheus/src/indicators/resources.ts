import { INDICATORS } from '@agent-vitals/config';
import { GENERAL, GENERAL_LABEL } from '@agent-vitals/instrumentation/general-semconv';
import { sinceEvaluated } from './evaluated-since.js';
import { BY, byItem, named, namedByPart } from './items.js';
import type { Measurements } from './measurement.js';

const { environment, hostName, instance, job, mode, serviceName, state, type } = GENERAL_LABEL;

const HOST = { labels: [hostName] };
const SERVICE = { labels: [serviceName] };

/** A host is told by its name, whoever reports it. */
const ofHost = (aggregate: 'sum' | 'avg' | 'max', expr: string): string =>
  `${aggregate} by (${environment}, item) (${named(HOST, expr)})`;

/** The worst process of each service. */
const worstProcess = (expr: string): string =>
  byItem('max', byItem('sum', named(SERVICE, expr), instance));

/** Node runs JavaScript on one core; what one process may use says nothing of other runtimes. */
const ofNode = (expr: string): string =>
  `(${expr} and on (${serviceName}, ${instance}) ${GENERAL.eventLoopDelayP99})`;

/** The median of a window: one pause of the garbage collector is not a slow process. */
const delayOf = (window: string): string =>
  byItem('max', named(SERVICE, `quantile_over_time(0.5, ${GENERAL.eventLoopDelayP99}[${window}])`));

const GROWTH_SECONDS = 20;
const memory = (secondsAgo: number): string =>
  `${GENERAL.processMemory}${secondsAgo === 0 ? '' : ` offset ${secondsAgo}s`}`;

/** Growth of memory in a second, over the 20 seconds that ended so long ago. */
const growth = (secondsAgo: number): string =>
  `(${memory(secondsAgo)} - ${memory(secondsAgo + GROWTH_SECONDS)}) / ${GROWTH_SECONDS}`;

const LEAST_SECONDS = 120;
const leastMemory = (offset = ''): string =>
  `min_over_time(${GENERAL.processMemory}[${LEAST_SECONDS}s]${offset})`;

/** Growth in a second of what is left when garbage has been collected, between two windows in a row. */
const growthOfLeast = `(${leastMemory()} - ${leastMemory(` offset ${LEAST_SECONDS}s`)}) / ${LEAST_SECONDS}`;

const SETTLED_AFTER_SECONDS = 300;

/** The worst process of each service, once it has run for a while. */
const ofSettled = (expr: string): string =>
  byItem(
    'max',
    named(
      SERVICE,
      `${expr} and on (${serviceName}, ${instance}) ${GENERAL.processUptime} > ${SETTLED_AFTER_SECONDS}`,
    ),
  );

const stalenessSeries = INDICATORS['resources.staleness'].series;
const LAST_SEEN = `${stalenessSeries}:last_seen`;
/** A service that runs for so long is known. */
const KNOWN_AFTER = '3m';

/** When each service was last heard, at a time so long ago. */
const seen = (ago?: string): string =>
  `max by (${BY.join(', ')}) (${namedByPart(
    job,
    '(?:.*/)?(.*)',
    `label_replace(timestamp(${GENERAL.targetInfo}${ago === undefined ? '' : ` offset ${ago}`}), "${serviceName}", "$1", "${job}", "(?:.*/)?(.*)")`,
  )})`;

/** After this a service is gone for good. */
const REMEMBERED_SECONDS = 3600;

/** Hosts and the services that report. */
export const resources: Measurements<'resources'> = {
  'resources.cpu': {
    pace: 'fast',
    // States are parts of a core, or of all cores where the Collector adds them up.
    expr: ofHost(
      'avg',
      `sum without (${state}) (avg_over_time(${GENERAL.cpuUtilization}{${state}!~"idle|wait"}[5m]))`,
    ),
  },
  'resources.memory': {
    pace: 'fast',
    expr: ofHost('max', `${GENERAL.memoryUtilization}{${state}="used"}`),
  },
  'resources.disk': {
    pace: 'fast',
    expr: ofHost(
      'max',
      `${GENERAL.filesystemUtilization}{${mode}="rw", ${type}!~"tmpfs|devtmpfs|squashfs|overlay"}`,
    ),
  },
  'resources.networkErrors': {
    pace: 'fast',
    expr: ofHost('sum', `rate(${GENERAL.networkErrors}[5m]) * 60`),
  },
  'resources.processCpu': {
    pace: 'fast',
    // Half a minute: a core that is used up is felt at once.
    expr: worstProcess(
      ofNode(`(rate(${GENERAL.processCpuTime}[30s]) or rate(${GENERAL.processCpuTime}[5m]))`),
    ),
  },
  'resources.eventLoopDelay': {
    pace: 'fast',
    expr: delayOf('1m'),
    now: delayOf('30s'),
  },
  'resources.memoryGrowth': {
    pace: 'fast',
    // The lesser of two growths in a row: a leak goes on, a buffer or a late collection of garbage
    // does not.
    expr: ofSettled(`(${growth(0)} <= ${growth(GROWTH_SECONDS)} or ${growth(GROWTH_SECONDS)})`),
    lately: ofSettled(growthOfLeast),
  },
  'resources.staleness': {
    pace: 'fast',
    reads: [
      {
        record: LAST_SEEN,
        pace: 'fast',
        // What is not seen any more keeps the time at which it was. What comes and goes at once, as
        // a job that runs for a minute, is not missed.
        expr: sinceEvaluated(
          [
            `${seen()} and (${seen(KNOWN_AFTER)} or ${LAST_SEEN})`,
            `or ${LAST_SEEN} > time() - ${REMEMBERED_SECONDS}`,
          ].join('\n'),
        ),
      },
    ],
    expr: `time() - ${LAST_SEEN}`,
  },
};
