import { INDICATORS } from '@agent-vitals/config';
import { GENERAL_LABEL } from '@agent-vitals/instrumentation/general-semconv';
import {
  ATTR,
  POSTGRESQL_METRIC,
  prometheusLabel,
  prometheusName,
} from '@agent-vitals/instrumentation/semconv';
import { HOST_DASHBOARD } from './dashboards.js';
import type { Row } from './row.js';

const DISK = INDICATORS['resources.disk'].series;
const SIZE = prometheusName(POSTGRESQL_METRIC.databaseSize);
const DATABASE = [
  prometheusLabel(ATTR.dbNamespace),
  GENERAL_LABEL.serverAddress,
  GENERAL_LABEL.serverPort,
  GENERAL_LABEL.environment,
].join(', ');

/** What is smaller may double in a day without harm. */
const GIBIBYTE = 1_073_741_824;

/** What grows towards an end, told a day before. */
export const RUNNING_OUT: readonly Row[] = [
  {
    name: 'HostDiskFullSoon',
    component: 'resources',
    expr: `predict_linear(${DISK}[6h], 24 * 3600) > 1\nand ${DISK} > 0.5\nand ${DISK} offset 3h`,
    severity: 'warning',
    forSeconds: 900,
    keepFiringForSeconds: 3600,
    summary: 'The fullest disk of {{ $labels.item }} will be full within a day',
    value: '{{ $value | humanizePercentage }} in 24 h',
    threshold: 'warning above 100%',
    dashboard: HOST_DASHBOARD,
    description:
      'At the rate of the last 6 h it will be {{ $value | humanizePercentage }} full in 24 h.',
  },
  {
    name: 'DatabaseGrowing',
    component: 'database',
    dashboard: { name: 'database', variables: {} },
    // Several processes that look at one server see the same.
    expr: `max by (${DATABASE}) (predict_linear(${SIZE}[6h], 24 * 3600) / ${SIZE} > 1.5 and ${SIZE} > ${GIBIBYTE} and ${SIZE} offset 3h)`,
    severity: 'warning',
    forSeconds: 900,
    keepFiringForSeconds: 3600,
    summary:
      'Database {{ $labels.db_namespace }} on {{ $labels.server_address }}:{{ $labels.server_port }} will be {{ $value | printf "%.1f" }} times as large within a day',
    value: '{{ $value | printf "%.1f" }} times its size in 24 h',
    threshold: 'warning above 1.5 times',
    description:
      'At the rate of the last 6 h it will be {{ $value | printf "%.1f" }} times as large in 24 h; 1.5 times is tolerated.',
  },
];
