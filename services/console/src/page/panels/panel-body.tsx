import { Skeleton } from '@mui/material';
import { ErrorAlert, ErrorBoundary } from '@perses-dev/components';
import type { PanelDefinition } from '@perses-dev/core';
import { PanelPluginLoader } from '@perses-dev/dashboards';
import { useDataQueriesContext, type PanelData, type PanelPlugin } from '@perses-dev/plugin-system';
import { memo, useRef, useState, type ReactElement } from 'react';
import { answersOf } from './answers-of.js';
import { sameAnswers } from './same-answers.js';
import { useSize } from './use-size.js';

/** Perses' loader, which renders the panel of a kind. */
const Drawn = memo(PanelPluginLoader);

/**
 * What has been answered, to be drawn once a refresh: when the last of the queries is. The first
 * answers of all are shown as they come. Answers that say the same as those that are shown are not
 * drawn again.
 */
function useAnswers(): PanelData[] {
  const { queryResults, isFetching } = useDataQueriesContext();
  const answers = answersOf(queryResults);
  const [shown, setShown] = useState<PanelData[]>([]);
  const isDue = !isFetching || answers.length > shown.length;
  if (!isDue || sameAnswers(shown, answers)) return shown;
  setShown(answers);
  return answers;
}

interface PanelBodyProps {
  readonly definition: PanelDefinition;
  /** undefined until it is loaded. */
  readonly plugin: PanelPlugin | undefined;
}

/** What a panel shows: its chart or table, that it loads, or why it cannot. */
export function PanelBody({ definition, plugin }: PanelBodyProps): ReactElement {
  const body = useRef<HTMLElement>(null);
  const size = useSize(body);
  const answers = useAnswers();
  const { kind, spec } = definition.spec.plugin;
  return (
    <figure ref={body}>
      <ErrorBoundary FallbackComponent={ErrorAlert} resetKeys={[answers]}>
        {size && answers.length > 0 ? (
          <Drawn
            kind={kind}
            spec={spec}
            contentDimensions={size}
            definition={definition}
            queryResults={answers}
          />
        ) : (
          <Unanswered definition={definition} plugin={plugin} />
        )}
      </ErrorBoundary>
    </figure>
  );
}

/** Before any query is asked or answered, or where none could be. */
function Unanswered({ definition, plugin }: PanelBodyProps): ReactElement | null {
  const { queryResults, isFetching, errors } = useDataQueriesContext();
  if (queryResults.length === 0) return null;
  const error = errors.find((each) => each !== null && each !== undefined);
  if (error && !isFetching) return <ErrorAlert error={error as Error} />;
  const LoadingComponent = plugin?.LoadingComponent;
  return LoadingComponent ? (
    <LoadingComponent
      spec={definition.spec.plugin.spec}
      definition={definition}
      queryResults={[]}
    />
  ) : (
    <Skeleton variant="rectangular" width="100%" height="100%" />
  );
}
