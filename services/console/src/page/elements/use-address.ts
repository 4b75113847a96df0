import { useEffect, useSyncExternalStore } from 'react';

const subscribe = (changed: () => void): (() => void) => {
  addEventListener('popstate', changed);
  return () => removeEventListener('popstate', changed);
};
const currentHref = (): string => location.pathname + location.search;

/** A click on a link that the browser would follow here; any other (a new tab) is the browser's. */
function targetOf(event: MouseEvent): URL | undefined {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
    return undefined;
  }
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link || link.target !== '' || event.defaultPrevented) return undefined;
  const url = new URL(link.href);
  return url.origin === location.origin && url.hash === '' ? url : undefined;
}

/**
 * Goes to an address of this page without loading it anew: what was answered stays at hand.
 * @param how `replace` leaves no way back to the present address. Default: `push`
 */
export function goTo(url: URL | string, how: 'push' | 'replace' = 'push'): void {
  history[`${how}State`](null, '', url);
  dispatchEvent(new PopStateEvent('popstate'));
  scrollTo(0, 0);
}

/**
 * The path and the query of the address, followed without loading the page anew.
 * @param isOwn whether a path is one of this page, so that it needs no new load
 */
export function useAddress(isOwn: (pathname: string) => boolean): string {
  useEffect(() => {
    const follow = (event: MouseEvent): void => {
      const url = targetOf(event);
      if (url === undefined || !isOwn(url.pathname)) return;
      event.preventDefault();
      if (url.href !== location.href) goTo(url);
    };
    document.addEventListener('click', follow);
    return () => document.removeEventListener('click', follow);
  }, [isOwn]);
  return useSyncExternalStore(subscribe, currentHref);
}
