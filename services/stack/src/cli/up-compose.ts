import pc from 'picocolors';
import { composeProject } from '../compose/project.js';
import { composeRecord } from '../compose/run-record.js';
import type { Settings } from '../settings.js';
import { StackError } from '../stack-error.js';
import { urlsOf } from '../urls.js';
import { duration, print } from './print.js';
import { stopAsked } from './stop-asked.js';
import { welcome } from './welcome.js';

/**
 * Pulls and builds the images that are missing.
 * @throws {StackError} that failed; Docker's own words are on the terminal
 */
export async function haveImages(settings: Settings, demo: boolean): Promise<void> {
  const project = composeProject(settings, demo);
  for (const args of [['pull', '--ignore-buildable', '--policy', 'missing'], ['build']]) {
    const { code } = await project.run(args, { shown: true });
    if (code !== 0) throw new StackError(`docker compose ${args[0]} failed; its words are above.`);
  }
}

/**
 * Starts the containers, and stops them when told to; detached they go on.
 * @returns 0 when it went as asked
 * @throws {StackError} a container did not become ready
 */
export async function upCompose(
  settings: Settings,
  options: { readonly detach?: boolean; readonly demo: boolean },
): Promise<number> {
  const project = composeProject(settings, options.demo);
  const began = performance.now();
  composeRecord.write(settings.dataDir, { demo: options.demo });
  const { code } = await project.run(['up', '--detach', '--wait'], { shown: true });
  if (code !== 0) {
    throw new StackError(
      'Not every container became ready: `npm run vitals -- status` shows which, ' +
        '`npm run vitals -- logs NAME` what it says, `npm run vitals -- stop` stops the others.',
    );
  }
  print(pc.green(`Everything is ready after ${duration((performance.now() - began) / 1000)}.`));
  const grafana = `http://127.0.0.1:${settings.env['VITALS_GRAFANA_PORT'] || 3000}`;
  const places = welcome(urlsOf(settings.ports), options.demo, options.detach ?? false, grafana);
  for (const line of places) print(line);
  if (options.detach) return 0;
  await stopAsked();
  print('');
  return await stopCompose(settings, options.demo);
}

/** Stops the containers; they and their data stay. */
export async function stopCompose(settings: Settings, demo: boolean): Promise<number> {
  const began = performance.now();
  const { code } = await composeProject(settings, demo).run(['stop'], { shown: true });
  if (code !== 0) return code;
  composeRecord.clear(settings.dataDir);
  print(
    `Stopped in ${duration((performance.now() - began) / 1000)}. The data stays in its volumes.`,
  );
  return 0;
}
