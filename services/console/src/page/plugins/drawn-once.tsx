import {
  useDataQueriesContext,
  type PanelPlugin,
  type PanelProps,
} from '@perses-dev/plugin-system';
import { memo, useState, type ReactElement } from 'react';

const sameData = (
  one: readonly { data: unknown }[],
  other: readonly { data: unknown }[],
): boolean => one.length === other.length && one.every(({ data }, i) => data === other[i]?.data);

/**
 * A panel that is drawn once a refresh: when the last of its queries is answered. Perses renders it with
 * each change of the state of any of them, two for each query and more, and each time draws the whole
 * chart anew. The first answers of all are shown as they come.
 */
export function drawnOnce<Spec, Data>(
  plugin: PanelPlugin<Spec, PanelProps<Spec, Data>>,
): PanelPlugin<Spec, PanelProps<Spec, Data>> {
  const Drawn = memo(plugin.PanelComponent);
  const Panel = ({ queryResults, ...props }: PanelProps<Spec, Data>): ReactElement => {
    const { isFetching } = useDataQueriesContext();
    const [shown, setShown] = useState(queryResults);
    const isDue = !isFetching || queryResults.length > shown.length;
    if (isDue && !sameData(shown, queryResults)) setShown(queryResults);
    return <Drawn {...props} queryResults={shown} />;
  };
  return { ...plugin, PanelComponent: Panel };
}
