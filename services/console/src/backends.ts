/** A program behind the console, and what of it may be asked. */
export interface Backend {
  /** Its name in addresses, `/api/<name>/…`, and in errors. */
  readonly name:
    | 'prometheus'
    | 'loki'
    | 'jaeger'
    | 'alertmanager'
    | 'health-score'
    | 'alert-history';
  /** Begins every path there, and is left out in the console's addresses. Default: nothing. */
  readonly root?: string;
  readonly routes: readonly Route[];
}

/** Requests that are passed on. */
interface Route {
  readonly methods: readonly ('GET' | 'POST' | 'PUT' | 'DELETE')[];
  /** Matches the whole path, so that nothing can be reached through `..` or an encoded slash. */
  readonly path: RegExp;
  /** Whether they change something, so that only pages of the console may send them. Default: they read. */
  readonly changes?: true;
}

const GET = ['GET'] as const;
/** Long queries come as a form in the body; these endpoints read all the same. */
const GET_OR_FORM = ['GET', 'POST'] as const;

/**
 * Everything that a dashboard, its variables and the pages beside it ask for, and what a person can
 * do about an alert; nothing else passes.
 */
export const BACKENDS: readonly Backend[] = [
  {
    name: 'prometheus',
    routes: [
      {
        methods: GET_OR_FORM,
        path: /^\/api\/v1\/(query|query_range|query_exemplars|labels|series)$/,
      },
      { methods: GET, path: /^\/api\/v1\/(metadata|rules|alerts)$/ },
      { methods: GET, path: /^\/api\/v1\/label\/[A-Za-z0-9_]+\/values$/ },
    ],
  },
  {
    name: 'loki',
    routes: [
      { methods: GET, path: /^\/loki\/api\/v1\/(query|query_range|labels|series)$/ },
      { methods: GET, path: /^\/loki\/api\/v1\/label\/[A-Za-z0-9_]+\/values$/ },
    ],
  },
  {
    name: 'jaeger',
    routes: [
      { methods: GET, path: /^\/api\/(traces|services)$/ },
      { methods: GET, path: /^\/api\/v3\/traces\/[0-9a-f]{1,32}$/ },
    ],
  },
  { name: 'alertmanager', routes: [{ methods: GET, path: /^\/api\/v2\/alerts$/ }] },
  {
    name: 'health-score',
    root: '/api/v1',
    routes: [
      { methods: GET, path: /^\/(health|recommendations|cost)$/ },
      { methods: GET, path: /^\/health\/[A-Za-z]+$/ },
      // Names of items hold slashes ("POST /v1/deliveries"), but never lead upwards.
      { methods: GET, path: /^\/health\/[A-Za-z]+\/(?!\.|%2e|.*(\.\.|%2e%2e|%5c))[^/\\]+$/i },
    ],
  },
  {
    name: 'alert-history',
    root: '/api/v1',
    routes: [
      { methods: GET, path: /^\/(alerts|statistics)$/ },
      { methods: GET, path: /^\/alerts\/\d{1,15}$/ },
      {
        methods: ['POST', 'DELETE'],
        path: /^\/alerts\/\d{1,15}\/acknowledgement$/,
        changes: true,
      },
      {
        methods: ['POST'],
        path: /^\/alerts\/\d{1,15}\/incident\/acknowledgement$/,
        changes: true,
      },
      { methods: ['POST'], path: /^\/alerts\/\d{1,15}\/notes$/, changes: true },
      { methods: ['PUT'], path: /^\/alerts\/\d{1,15}\/resolution$/, changes: true },
    ],
  },
];

/** The route by which a request may be passed on to this backend; undefined where it may not. */
export function routeOf(backend: Backend, method: string, path: string): Route | undefined {
  return backend.routes.find(
    (route) => route.methods.some((allowed) => allowed === method) && route.path.test(path),
  );
}
