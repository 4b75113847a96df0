import type { TimeSeriesData } from '@perses-dev/core';
import type { PanelPlugin, PanelProps } from '@perses-dev/plugin-system';
import { Table, type TableOptions } from '@perses-dev/table-plugin';
import { useMemo, type ReactElement } from 'react';
import { withCompared, type ComparedColumn } from './compared-columns.js';

/** Perses' options, and the columns that follow from others. */
type ComparedTableOptions = TableOptions & { readonly compared?: readonly ComparedColumn[] };

type ComparedTableProps = PanelProps<ComparedTableOptions, TimeSeriesData>;

function ComparedTablePanel({ queryResults, ...props }: ComparedTableProps): ReactElement {
  const { compared } = props.spec;
  const results = useMemo(
    () => (compared ? withCompared(queryResults, compared) : queryResults),
    [queryResults, compared],
  );
  return <Table.PanelComponent {...props} queryResults={results} />;
}

/** Perses' table, with columns that follow from others: what is in the table is not asked for again. */
export const ComparedTable = {
  ...Table,
  PanelComponent: ComparedTablePanel,
} as PanelPlugin<ComparedTableOptions, ComparedTableProps>;
