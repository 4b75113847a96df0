import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { isHealthPath, parseAddress, type Address } from './address.js';

const subscribe = (changed: () => void): (() => void) => {
  addEventListener('popstate', changed);
  return () => removeEventListener('popstate', changed);
};
const currentHref = (): string => location.pathname + location.search;

/** A click that stays on this page; any other (a new tab, a dashboard) is the browser's. */
function targetOf(event: MouseEvent): URL | undefined {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
    return undefined;
  }
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link || link.target !== '' || event.defaultPrevented) return undefined;
  const url = new URL(link.href);
  return url.origin === location.origin && url.hash === '' && isHealthPath(url.pathname)
    ? url
    : undefined;
}

/** The address, followed without loading the page anew: what was answered stays at hand. */
export function useAddress(): Address {
  const href = useSyncExternalStore(subscribe, currentHref);
  useEffect(() => {
    const follow = (event: MouseEvent): void => {
      const url = targetOf(event);
      if (url === undefined) return;
      event.preventDefault();
      if (url.href === location.href) return;
      history.pushState(null, '', url);
      dispatchEvent(new PopStateEvent('popstate'));
      scrollTo(0, 0);
    };
    document.addEventListener('click', follow);
    return () => document.removeEventListener('click', follow);
  }, []);
  return useMemo(() => parseAddress(new URL(href, location.origin)), [href]);
}
