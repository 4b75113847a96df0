import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { demoFolder } from './data-folder.js';

/** A way to break the demo. */
export interface Fault {
  readonly name: string;
  /** What breaks, as the real thing would. */
  readonly description: string;
  /** What to expect on the dashboards. */
  readonly expect: string;
}

/** Every fault, in the order in which `vitals fault --list` shows them. */
export const FAULTS = [
  {
    name: 'llm-errors',
    description: 'The model provider answers 60 % of the calls with status 500.',
    expect:
      'LLM errors of category server; agents and workflow runs fail although the SDK retries once.',
  },
  {
    name: 'llm-slow',
    description: 'The model provider takes five times as long for every call.',
    expect: 'LLM, agent and workflow durations rise about fivefold; nothing fails.',
  },
  {
    name: 'llm-rate-limit',
    description: 'The model provider rejects 70 % of the calls with status 429 and Retry-After.',
    expect: 'LLM errors of category rate_limit; agents slow down by the retries, then fail.',
  },
  {
    name: 'tool-errors',
    description: 'Seven of ten tool calls throw.',
    expect: 'The error ratio of tools and agents passes 20 % within seconds; runs end with 500.',
  },
  {
    name: 'agent-loop',
    description: 'code_generator forgets what its tools answered and asks again, 20 turns long.',
    expect: 'LLM and tool calls of one invocation of code_generator jump to 20; it then fails.',
  },
  {
    name: 'agent-stalls',
    description: 'security_analyst waits without an end; its run is given up after 30 s.',
    expect: 'Workflow durations of 30 s, status 504, and no completed run.',
  },
  {
    name: 'db-slow',
    description: 'A long transaction holds exclusive locks: statements wait up to 1.6 s.',
    expect: 'Database durations of 1 to 2 s; agents and API responses slow down with them.',
  },
  {
    name: 'db-down',
    description: 'PostgreSQL is stopped; it starts again when the fault is cleared.',
    expect: 'Database errors, API responses of 503, /readyz of the API not ready.',
  },
  {
    name: 'api-errors',
    description: 'The API answers half of its requests with status 500 before it does any work.',
    expect: 'HTTP errors of all routes near 50 %; agents and LLM calls halve but do not fail.',
  },
  {
    name: 'cpu-hog',
    description: 'A runaway thread in the API process burns one core.',
    expect: 'Process and system CPU rise by one core.',
  },
  {
    name: 'memory-leak',
    description: 'The API process retains 8 MB a second, up to 960 MB.',
    expect: 'Heap and resident memory of the API climb steadily.',
  },
  {
    name: 'cost-spike',
    description: 'Every agent uses the dear model o1 and sends long documents along.',
    expect: 'Cost and input tokens per run rise more than tenfold; the model changes to o1.',
  },
  {
    name: 'prompt-regression',
    description: 'A worse version of the code_generator prompt becomes active in PostgreSQL.',
    expect: 'A new prompt version: longer answers, slower runs, more revisions, lower scores.',
  },
] as const satisfies readonly Fault[];

/** The name of one of the {@link FAULTS}. */
export type FaultName = (typeof FAULTS)[number]['name'];

/** What the faults file holds. */
export interface FaultState {
  /** The faults that are on, with the ISO time at which each was set. */
  readonly active: Readonly<Partial<Record<FaultName, { readonly since: string }>>>;
  /** Names in the file that no fault has; they break nothing. */
  readonly unknown: readonly string[];
}

const fileSchema = z.record(z.string(), z.object({ since: z.string() }));

/** Whether a fault of this name exists. */
export function isFaultName(name: string): name is FaultName {
  return FAULTS.some((fault) => fault.name === name);
}

/**
 * The faults file below the data folder of the stack.
 * @param dataDir `VITALS_DATA_DIR`
 */
export function faultsFile(dataDir: string): string {
  return demoFolder(dataDir).faults;
}

/**
 * Reads which faults are on. A missing file means none.
 * @throws {Error} the file is no JSON object of `{ "<fault>": { "since": "<ISO time>" } }`
 */
export function readFaults(file: string): FaultState {
  const entries = Object.entries(readEntries(file));
  return {
    active: Object.fromEntries(entries.filter(([name]) => isFaultName(name))),
    unknown: entries.map(([name]) => name).filter((name) => !isFaultName(name)),
  };
}

/**
 * Switches a fault on. The demo notices within a quarter of a second.
 * A fault that is on already keeps its time.
 */
export function setFault(file: string, name: FaultName, since: Date = new Date()): void {
  const before = readEntries(file);
  writeEntries(file, { ...before, [name]: before[name] ?? { since: since.toISOString() } });
}

/**
 * Switches a fault off, or all of them.
 * @param name default: all
 */
export function clearFault(file: string, name?: FaultName): void {
  const { [name ?? '']: _cleared, ...rest } = name === undefined ? {} : readEntries(file);
  if (Object.keys(rest).length === 0) rmSync(file, { force: true });
  else writeEntries(file, rest);
}

function readEntries(file: string): z.infer<typeof fileSchema> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(
      `${file} must hold {"<fault>": {"since": "<ISO time>"}}; delete it to clear all faults`,
      { cause },
    );
  }
}

/** Written beside and renamed, so that a reader never sees half of it. */
function writeEntries(file: string, entries: z.infer<typeof fileSchema>): void {
  mkdirSync(dirname(file), { recursive: true });
  const beside = `${file}.${process.pid}`;
  writeFileSync(beside, `${JSON.stringify(entries, undefined, 2)}\n`);
  renameSync(beside, file);
}
