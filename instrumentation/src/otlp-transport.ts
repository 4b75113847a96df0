import { diag } from '@opentelemetry/api';
import type { ExportResponse, IExporterTransport } from '@opentelemetry/otlp-exporter-base';
import type { convertLegacyHttpOptions } from '@opentelemetry/otlp-exporter-base/node-http';
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { SCOPE_VERSION } from './scope.js';

const USER_AGENT = `agent-vitals-instrumentation/${SCOPE_VERSION}`;

/** What the OTLP exporters read from their options and from `OTEL_EXPORTER_OTLP_*`. */
export type OtlpHttpConfiguration = ReturnType<typeof convertLegacyHttpOptions>;

/** Statuses after which an export is tried again. Source: the OTLP specification, "Retryable". */
const RETRYABLE: ReadonlySet<number> = new Set([429, 502, 503, 504]);

const FIRST_BACKOFF_MS = 1000;
const MAX_BACKOFF_MS = 5000;

/** More than this from a receiver is not read: its answers are a few bytes. */
const MAX_RESPONSE_BYTES = 4 * 1024 * 1024;

type Request = (
  url: URL,
  options: RequestOptions,
  onResponse: (r: IncomingMessage) => void,
) => ClientRequest;

/** The end of the process, in two steps. */
export interface Ending {
  /** Aborted before the last export: nothing is tried again. */
  readonly lastCall: AbortSignal;
  /** Aborted when the last export has had its time: requests under way are broken off. */
  readonly giveUp: AbortSignal;
}

const compress = promisify(gzip);

/** Seconds or a date in `Retry-After`, as milliseconds from now. */
const retryAfterMs = (header: string | undefined): number | undefined => {
  if (header === undefined) return undefined;
  const seconds = Number(header);
  const ms = Number.isNaN(seconds) ? Date.parse(header) - Date.now() : seconds * 1000;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
};

const toExportResponse = (response: IncomingMessage, body: Buffer): ExportResponse => {
  const status = response.statusCode ?? 0;
  if (status >= 200 && status <= 299) return { status: 'success', data: body };
  const error = new Error(`the receiver answered ${status} ${response.statusMessage ?? ''}`.trim());
  if (!RETRYABLE.has(status)) return { status: 'failure', error };
  const retryInMillis = retryAfterMs(response.headers['retry-after']);
  return { status: 'retryable', error, ...(retryInMillis === undefined ? {} : { retryInMillis }) };
};

const readBody = async (response: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    size += (chunk as Buffer).length;
    if (size > MAX_RESPONSE_BYTES)
      throw new Error(`the answer exceeds ${MAX_RESPONSE_BYTES} bytes`);
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
};

/**
 * Sends OTLP over HTTP as the SDK's own transport does, with one difference: neither its sockets
 * nor the pause before a retry keep the process alive. The SDK's hold an application whose
 * backend is down open for 10 seconds after its work is done.
 *
 * @param ending how the process ends, which is when exports are cut short
 */
export function createOtlpTransport(
  configuration: OtlpHttpConfiguration,
  ending: Ending,
): IExporterTransport {
  const url = new URL(configuration.url);
  let prepared: Promise<{ request: Request; agent: RequestOptions['agent'] }> | undefined;

  // Loaded on first use, when the HTTP instrumentation is in place.
  const prepare = async (): Promise<{ request: Request; agent: RequestOptions['agent'] }> => {
    const { request } = await (url.protocol === 'http:'
      ? import('node:http')
      : import('node:https'));
    return { request, agent: await configuration.agentFactory(url.protocol) };
  };

  const post = async (data: Uint8Array, timeoutMs: number): Promise<ExportResponse> => {
    prepared ??= prepare();
    const { request, agent } = await prepared;
    const headers: Record<string, string> = {
      'User-Agent': USER_AGENT,
      ...(await configuration.headers()),
    };
    const zipped = configuration.compression === 'gzip';
    if (zipped) headers['Content-Encoding'] = 'gzip';
    const body = zipped ? await compress(data) : data;
    headers['Content-Length'] = String(body.length);
    return new Promise((resolve) => {
      const unreachable = (error: Error): void => resolve({ status: 'retryable', error });
      const sent = request(
        url,
        { method: 'POST', headers, agent, signal: ending.giveUp },
        (response) => {
          readBody(response).then((text) => resolve(toExportResponse(response, text)), unreachable);
        },
      );
      sent.on('socket', (socket) => socket.unref());
      sent.setTimeout(timeoutMs, () => sent.destroy(new Error(`no answer in ${timeoutMs} ms`)));
      sent.on('error', unreachable);
      sent.end(body);
    });
  };

  return {
    async send(data, timeoutMs) {
      const deadline = Date.now() + timeoutMs;
      let backoffMs = FIRST_BACKOFF_MS;
      for (;;) {
        const response = await post(data, Math.max(1, deadline - Date.now()));
        if (response.status !== 'retryable') return response;
        // Up to a fifth more or less, so that many processes do not come back at once.
        const waitMs = response.retryInMillis ?? backoffMs * (0.8 + 0.4 * Math.random());
        const error = response.error ?? new Error('the receiver is busy');
        if (ending.lastCall.aborted || Date.now() + waitMs >= deadline)
          return { status: 'failure', error };
        diag.debug(`agent-vitals: ${url.href}: ${error.message}; again in ${waitMs} ms`);
        try {
          await setTimeout(waitMs, undefined, { ref: false, signal: ending.lastCall });
        } catch {
          return { status: 'failure', error };
        }
        backoffMs = Math.min(backoffMs * 1.5, MAX_BACKOFF_MS);
      }
    },
    shutdown() {},
  };
}
