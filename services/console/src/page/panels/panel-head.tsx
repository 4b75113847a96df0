import { InfoTooltip } from '@perses-dev/components';
import { useDataQueriesContext, useReplaceVariablesInString } from '@perses-dev/plugin-system';
import { memo, type ReactElement } from 'react';
import { PanelLink } from './panel-link.js';
import { PanelMenu, type PanelMenuProps } from './panel-menu.js';

interface PanelHeadProps extends Omit<PanelMenuProps, 'title'> {
  readonly titleId: string;
}

/** The title of a panel, what it means, how its queries are, and where to go from here. */
export function PanelHead({ titleId, ...rest }: PanelHeadProps): ReactElement {
  const { display, links = [] } = rest.definition.spec;
  const title = useReplaceVariablesInString(display?.name) ?? '';
  const description = useReplaceVariablesInString(display?.description);
  return (
    <header>
      <h3 id={titleId} title={title}>
        {title}
      </h3>
      {description !== undefined && <About title={title} description={description} />}
      <QueryState />
      <nav aria-label={`From ${title} to`}>
        {links.map((link) => (
          <PanelLink key={link.url} link={link} />
        ))}
      </nav>
      <PanelMenu title={title} {...rest} />
    </header>
  );
}

const About = memo(function About({
  title,
  description,
}: {
  title: string;
  description: string;
}): ReactElement {
  return (
    <InfoTooltip description={description} enterDelay={100}>
      <button type="button" className="about" aria-label={`About ${title}: ${description}`}>
        ?
      </button>
    </InfoTooltip>
  );
});

/** That it is being asked anew, or what could not be answered beside what is shown. */
function QueryState(): ReactElement | null {
  const { queryResults, isFetching } = useDataQueriesContext();
  if (!queryResults.some(({ data }) => data !== undefined)) return null;
  if (isFetching) return <span className="asking" role="progressbar" aria-label="loading" />;
  const texts = queryResults.flatMap(({ error }) => (error ? [(error as Error).message] : []));
  if (texts.length === 0) return null;
  return (
    <InfoTooltip description={texts.join('\n')}>
      <button type="button" className="failed" aria-label="panel errors">
        !
      </button>
    </InfoTooltip>
  );
}
