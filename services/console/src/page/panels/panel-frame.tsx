import type { QueryDefinition } from '@perses-dev/core';
import { DataQueriesProvider, usePlugin, useSuggestedStepMs } from '@perses-dev/plugin-system';
import { memo, useId, useMemo, useRef, type ReactElement } from 'react';
import { PanelBody } from './panel-body.js';
import { PanelHead } from './panel-head.js';
import type { PanelMenuProps } from './panel-menu.js';
import { useSeen } from './use-seen.js';
import { useSize } from './use-size.js';

type PanelFrameProps = Pick<PanelMenuProps, 'name' | 'definition' | 'fills' | 'onFill'>;

/** A panel: its head, and what its queries answer. They are asked once it has come into view. */
export const PanelFrame = memo(function PanelFrame({
  name,
  definition,
  fills,
  onFill,
}: PanelFrameProps): ReactElement {
  const { plugin, queries } = definition.spec;
  const frame = useRef<HTMLElement>(null);
  const seen = useSeen(frame);
  const size = useSize(frame);
  const titleId = useId();
  const { data: panelPlugin } = usePlugin('Panel', plugin.kind);
  const suggestedStepMs = useSuggestedStepMs(size?.width);
  const isDue = seen && size !== undefined && panelPlugin !== undefined;
  const definitions = useMemo(() => (isDue ? (queries?.map(asAsked) ?? []) : []), [isDue, queries]);
  const own = panelPlugin?.queryOptions;
  const options = {
    suggestedStepMs,
    ...(typeof own === 'function' ? own(plugin.spec) : own),
  };
  return (
    <section
      ref={frame}
      className={fills ? 'panel fills' : 'panel'}
      aria-labelledby={titleId}
      data-testid="panel"
    >
      <DataQueriesProvider definitions={definitions} options={options} queryOptions={ENABLED}>
        <PanelHead
          titleId={titleId}
          name={name}
          definition={definition}
          plugin={panelPlugin}
          fills={fills}
          onFill={onFill}
        />
        <PanelBody definition={definition} plugin={panelPlugin} />
      </DataQueriesProvider>
    </section>
  );
});

const ENABLED = { enabled: true };

const asAsked = ({ spec }: QueryDefinition): QueryDefinition['spec']['plugin'] => spec.plugin;
