// The application that is measured, the same for every variant. Its work is an Express endpoint
// with one SQL query, and a workflow of two agents with a tool and two streamed model answers.
const express = require('express');
const { OpenAI } = require('openai');
const { Pool } = require('pg');
const { monitorEventLoopDelay } = require('node:perf_hooks');

const plain = (_name, fn) => fn;
const { workflow, agent, tool } = globalThis.benchWrappers ?? {
  workflow: plain,
  agent: plain,
  tool: plain,
};

const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const client = new OpenAI({ apiKey: 'none', baseURL: process.env.MODEL_URL });

const stream = async (content) => {
  const answer = await client.chat.completions.create({
    model: 'gpt-4.1',
    stream: true,
    stream_options: { include_usage: true },
    messages: [{ role: 'user', content }],
  });
  let text = '';
  for await (const chunk of answer) text += chunk.choices[0]?.delta.content ?? '';
  return text;
};

const search = tool('search', async (topic) => [`about ${topic}`]);
const writer = agent('writer', async (topic) => stream((await search(topic)).join(' ')));
const reviewer = agent('reviewer', async (text) => stream(text));
const article = workflow('article', async (topic) => reviewer(await writer(topic)));

const app = express();
app.get('/query', async (request, response) => {
  const { rows } = await pool.query('SELECT id, title FROM bench WHERE id = $1', [
    1 + Math.floor(Math.random() * 1000),
  ]);
  response.json(rows[0]);
});
app.get('/agent', async (request, response) => {
  response.json({ text: await article('birds') });
});

const delay = monitorEventLoopDelay({ resolution: 1 });
let cpu = process.cpuUsage();
app.get('/begin', (request, response) => {
  globalThis.gc?.();
  delay.reset();
  delay.enable();
  cpu = process.cpuUsage();
  response.end();
});
app.get('/end', (request, response) => {
  const { user, system } = process.cpuUsage(cpu);
  delay.disable();
  response.json({
    cpuMs: (user + system) / 1000,
    memoryMb: process.memoryUsage.rss() / 1e6,
    delayMs: delay.percentile(99) / 1e6,
  });
});

const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listening on ${server.address().port}\n`);
});
