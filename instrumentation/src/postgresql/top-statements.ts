import { logs, SeverityNumber, type Attributes } from '@opentelemetry/api';
import { SCOPE_NAME, SCOPE_VERSION } from '../scope.js';
import { ATTR, EVENT, POSTGRESQL_ATTR } from '../semconv.js';
import { createGrowth } from './growth.js';
import type { Row } from './views.js';

/** Statements that are told of at a time. */
const MOST_EVENTS = 5;

/** Tells which statements took the most time since the last look, with their text. */
export function createTopStatements(server: Attributes): (rows: readonly Row[]) => void {
  const growth = createGrowth();
  return (rows) => {
    const grown = rows.map((row) => {
      const id = String(row['queryid']);
      return {
        row,
        id,
        milliseconds: growth.since(`${id} time`, Number(row['milliseconds'])),
        calls: growth.since(`${id} calls`, Number(row['calls'])),
        rows: growth.since(`${id} rows`, Number(row['rows'])),
      };
    });
    growth.forget();
    const logger = logs.getLogger(SCOPE_NAME, SCOPE_VERSION);
    const top = grown
      .filter(({ calls }) => calls > 0)
      .toSorted((a, b) => b.milliseconds - a.milliseconds)
      .slice(0, MOST_EVENTS);
    for (const { row, id, milliseconds, calls, rows: affected } of top) {
      logger.emit({
        eventName: EVENT.topQuery,
        severityNumber: SeverityNumber.INFO,
        severityText: 'INFO',
        attributes: {
          ...server,
          [ATTR.dbSystemName]: 'postgresql',
          [ATTR.dbNamespace]: String(row['database']),
          [POSTGRESQL_ATTR.queryId]: id,
          // Normalised by the server: its values are placeholders.
          [POSTGRESQL_ATTR.queryText]: String(row['query']),
          [POSTGRESQL_ATTR.calls]: calls,
          [POSTGRESQL_ATTR.rows]: affected,
          [POSTGRESQL_ATTR.totalExecutionTime]: milliseconds,
        },
      });
    }
  };
}
