/** What a page shows, as its address says. */
export type Address =
  | { readonly page: 'whole' }
  | { readonly page: 'component'; readonly component: string }
  | {
      readonly page: 'item';
      readonly component: string;
      readonly item: string;
      /** Service of the item; empty where there is none. */
      readonly service: string;
      /** Deployment environment of the item; empty where there is none. */
      readonly environment: string;
    };

/** Something that is measured: an agent, an endpoint, a host. */
interface Subject {
  readonly component: string;
  readonly item: string;
  readonly service: string;
  readonly environment: string;
}

const HEALTH_PATH = /^\/health\/([A-Za-z]+)(?:\/([^/]+))?$/;

/** Reads an address; whatever is none of `/health/…` is the whole. */
export function parseAddress({ pathname, search }: Pick<URL, 'pathname' | 'search'>): Address {
  const [, component, item] = HEALTH_PATH.exec(pathname) ?? [];
  if (component === undefined) return { page: 'whole' };
  if (item === undefined) return { page: 'component', component };
  const query = new URLSearchParams(search);
  return {
    page: 'item',
    component,
    item: decodeURIComponent(item),
    service: query.get('service') ?? '',
    environment: query.get('environment') ?? '',
  };
}

/** Whether an address is one of these pages, so that it needs no new load. */
export const isHealthPath = (pathname: string): boolean =>
  pathname === '/' || HEALTH_PATH.test(pathname);

/** Where a component is shown; the health score answers under the same path. */
export const componentPath = (component: string): string => `/health/${component}`;

/** Where an item is shown; the health score answers under the same path. */
export function itemPath({ component, item, ...rest }: Subject): string {
  const path = `${componentPath(component)}/${encodeURIComponent(item)}`;
  const known = Object.entries({ service: rest.service, environment: rest.environment });
  const query = new URLSearchParams(known.filter(([, value]) => value !== '')).toString();
  return query === '' ? path : `${path}?${query}`;
}

/** Tells an item, or one of its indicators, from all others. */
export const subjectKey = (subject: Subject & { readonly name?: string }): string =>
  [subject.component, subject.item, subject.service, subject.environment, subject.name].join(' ');

/** The dashboard that shows what was measured of an item over time. */
export const dashboardPath = ({ component, item }: Pick<Subject, 'component' | 'item'>): string =>
  `/dashboards/system-health?${new URLSearchParams({ 'var-component': component, 'var-item': item })}`;
