import { stringify } from 'yaml';
import { annotationsOf } from './annotations.js';
import type { Alert, RuleGroup } from './rule.js';

const HEADER = '# Generated from vitals.yaml by `npm run generate`; edit prometheus/src instead.\n';

/** Renders groups as a rule file of Prometheus. */
export function renderRuleFile(groups: readonly RuleGroup[]): string {
  const file = {
    groups: groups.map(({ name, intervalSeconds, recordings, alerts }) => ({
      name,
      interval: `${intervalSeconds}s`,
      rules: [
        ...recordings.map(({ record, expr, labels }) => ({
          record,
          expr,
          ...(labels && { labels }),
        })),
        ...alerts.map((alert) => toRule(alert)),
      ],
    })),
  };
  return HEADER + stringify(file, { lineWidth: 0, singleQuote: true });
}

function toRule(alert: Alert): object {
  return {
    alert: alert.name,
    expr: alert.expr,
    for: `${alert.forSeconds}s`,
    keep_firing_for: `${alert.keepFiringForSeconds}s`,
    labels: { severity: alert.severity, component: alert.component, ...alert.labels },
    annotations: annotationsOf(alert),
  };
}
