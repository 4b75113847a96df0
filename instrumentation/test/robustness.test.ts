import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { startModelServer, CHUNKS } from './model-server.js';
import { startOtlpReceiver } from './otlp-receiver.js';
import { runApp } from './run-app.js';
import { spanTree } from './span-tree.js';

const PACKAGE = resolve(import.meta.dirname, '..');

test.each(['none', 'gzip'])(
  'in protobuf, compression %s: the contract holds',
  async (compression) => {
    const models = await startModelServer();
    const receiver = await startOtlpReceiver();
    const run = await runApp({
      app: 'workflow.ts',
      env: {
        MODEL_URL: models.url,
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
        OTEL_EXPORTER_OTLP_COMPRESSION: compression,
      },
    });
    await models.close();
    // Fails where a span or a metric is not as the contract has it.
    await receiver.close();
    expect(run).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining(CHUNKS[0]) });
    for (const { headers } of receiver.requests) {
      expect(headers['content-type']).toBe('application/x-protobuf');
      expect(headers['content-encoding'] ?? 'none').toBe(compression);
    }
    expect(spanTree(receiver.spans)).toMatchObject({
      'invoke_workflow answering': {
        'invoke_agent writer': {
          'chat gpt-4.1': { POST: {} },
          'execute_tool search': {},
          'invoke_agent reviewer': { 'chat gpt-4.1-mini': { POST: {} } },
        },
      },
    });
    expect(receiver.logs.map(({ body }) => body)).toContain('searching for why?');
    expect(receiver.metric('gen_ai.invoke_workflow.duration').points).toMatchObject([
      { count: 1, attributes: { 'gen_ai.workflow.name': 'answering' } },
    ]);
  },
);

/** Backends that take nothing, or nothing in time. */
const BACKENDS: Readonly<Record<string, (response: ServerResponse) => void>> = {
  'refuses everything': (response) => void response.writeHead(400).end(),
  'is slow': (response) => void setTimeout(() => response.writeHead(200).end(), 3000),
  'hangs up': (response) => void response.destroy(),
};

test.each(Object.entries(BACKENDS))(
  'a backend that %s costs bounded memory',
  async (_, answer) => {
    const server = createServer((request, response) => {
      request.resume();
      answer(response);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const run = await runApp({
      app: 'busy.ts',
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
        OTEL_BSP_SCHEDULE_DELAY: '10',
        OTEL_METRIC_EXPORT_INTERVAL: '100',
        AGENT_VITALS_EXIT_TIMEOUT_MS: '200',
      },
    });
    server.close();
    server.closeAllConnections();
    expect(run.code).toBe(0);
    // Its 6000 spans, kept, would take more.
    expect(Number(run.stdout)).toBeLessThan(5);
  },
  180_000,
);

test('a second copy of the package starts nothing, and shares what the first knows', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vitals-copy-'));
  const copy = join(folder, 'copy');
  for (const part of ['dist', 'package.json']) {
    cpSync(join(PACKAGE, part), join(copy, part), { recursive: true });
  }
  symlinkSync(join(PACKAGE, 'node_modules'), join(copy, 'node_modules'));
  symlinkSync(resolve(PACKAGE, '../node_modules'), join(folder, 'node_modules'));
  const receiver = await startOtlpReceiver();
  const run = await runApp({
    app: 'two-copies.ts',
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, COPY: copy },
  });
  rmSync(folder, { recursive: true });
  await receiver.close();
  expect(run).toMatchObject({ code: 0, stdout: 'false' });
  expect(run.stderr).toMatch(/runs already in this process/);
  expect(spanTree(receiver.spans)).toEqual({ 'invoke_agent writer': { 'execute_tool ruler': {} } });
  expect(receiver.metric('gen_ai.execute_tool.duration').points).toMatchObject([
    { count: 1, attributes: { 'gen_ai.agent.name': 'writer', 'gen_ai.tool.name': 'ruler' } },
  ]);
});
