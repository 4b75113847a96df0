#!/usr/bin/env node
import { resolve } from 'node:path';
import { ArchiveError } from '@agent-vitals/backup-archive';
import { ConfigError } from '@agent-vitals/config';
import { CommanderError } from 'commander';
import pc from 'picocolors';
import { createCli } from './cli/cli.js';
import { readSettings } from './settings.js';
import { StackError } from './stack-error.js';

// A terminal that has been closed must not end the launcher before it has stopped what it started.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

const root = resolve(import.meta.dirname, '../../..');

async function main(): Promise<number> {
  try {
    return await createCli(() => readSettings(root, process.env)).run(process.argv.slice(2));
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    const expected = [StackError, ArchiveError, ConfigError].some((kind) => error instanceof kind);
    const text = expected ? (error as Error).message : ((error as Error).stack ?? String(error));
    process.stderr.write(`${pc.red('vitals:')} ${text}\n`);
    return 1;
  }
}

process.exit(await main());
