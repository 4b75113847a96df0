import type { Link } from '@perses-dev/core';
import { useReplaceVariablesInString } from '@perses-dev/plugin-system';
import { forwardRef, type AnchorHTMLAttributes } from 'react';

type PanelLinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & { readonly link: Link };

/** A link of a panel to the next question, with what is chosen here. */
export const PanelLink = forwardRef<HTMLAnchorElement, PanelLinkProps>(function PanelLink(
  { link, ...rest },
  ref,
) {
  const url = useReplaceVariablesInString(link.url) ?? link.url;
  const name = useReplaceVariablesInString(link.name) ?? url;
  return (
    <a {...rest} ref={ref} href={link.renderVariables === false ? link.url : url}>
      {name}
    </a>
  );
});
