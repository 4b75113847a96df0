import type { Attributes } from '@opentelemetry/api';
import { withoutUndefined } from '../../caller-context.js';
import { fieldsOf } from '../../providers/fields.js';
import { serverOf } from '../../providers/server.js';
import { ATTR } from '../../semconv.js';

/** The network under the transports of the SDK, by their names. */
const BY_TRANSPORT: readonly (readonly [name: RegExp, attributes: Attributes])[] = [
  [/stdio/i, { [ATTR.networkTransport]: 'pipe' }],
  [/http|sse/i, { [ATTR.networkTransport]: 'tcp', [ATTR.networkProtocolName]: 'http' }],
];

/** What is under a transport, and for a client which server it reaches; empty where not known. */
export function networkAttributes(transport: object): Attributes {
  const name = transport.constructor?.name ?? '';
  const { _url, url = _url } = fieldsOf(transport);
  const server = url instanceof URL ? serverOf(url.href, '') : undefined;
  return withoutUndefined({
    ...BY_TRANSPORT.find(([known]) => known.test(name))?.[1],
    [ATTR.serverAddress]: server?.serverAddress,
    [ATTR.serverPort]: server?.serverPort,
  });
}
