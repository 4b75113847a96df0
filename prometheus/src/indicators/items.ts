import { GENERAL_LABEL } from '@agent-vitals/instrumentation/general-semconv';

/** The labels of every recorded indicator. */
const ITEM = 'item';
export const BY: readonly string[] = [GENERAL_LABEL.serviceName, GENERAL_LABEL.environment, ITEM];

/** What names an item: the values of labels, joined. */
export interface ItemName {
  readonly labels: readonly string[];
  readonly separator?: string;
}

/** Names the item of each sample. */
export const named = ({ labels, separator = '' }: ItemName, expr: string): string =>
  `label_join(${expr}, "${ITEM}", ${JSON.stringify(separator)}, ${labels.map((label) => JSON.stringify(label)).join(', ')})`;

/** Names every sample alike. */
export const namedAs = (name: string, expr: string): string =>
  `label_replace(${expr}, "${ITEM}", ${JSON.stringify(name.replaceAll('$', '$$$$'))}, "", "")`;

/** Names the item by the part of a label's value that a pattern (RE2) puts in its first group. */
export const namedByPart = (label: string, pattern: string, expr: string): string =>
  `label_replace(${expr}, "${ITEM}", "$1", ${JSON.stringify(label)}, ${JSON.stringify(pattern)})`;

/** Brings the samples of each item together. */
export const byItem = (
  aggregate: 'sum' | 'avg' | 'min' | 'max' | 'count',
  expr: string,
  ...more: readonly string[]
): string => `${aggregate} by (${[...BY, ...more].join(', ')}) (${expr})`;
