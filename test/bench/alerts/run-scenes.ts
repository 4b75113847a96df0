import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadVitalsConfig } from '@agent-vitals/config';
import { root } from '../../system/system.js';
import { firingsOf, teamOf } from './alert-event.js';
import { createAlertmanagerModel } from './alertmanager.js';
import { judge } from './judgement.js';
import type { Outcome } from './outcome.js';
import { replay } from './replay.js';
import type { Scene } from './scenes/scene.js';

/** Scenes at a time: each keeps a core busy. */
const AT_ONCE = 2;

/**
 * Runs scenes through the rules of the checkout, and judges what fired by its vitals.yaml. The
 * program that evaluates them must be built.
 * @param seed moves the moments at which rules are evaluated
 */
export async function runScenes(
  scenes: readonly Scene[],
  seed: number,
): Promise<readonly Outcome[]> {
  const config = loadVitalsConfig(join(root, 'vitals.yaml'));
  const model = createAlertmanagerModel(
    readFileSync(join(root, 'alertmanager/alertmanager.yml'), 'utf8'),
  );
  const outcomes: Outcome[] = [];
  const waiting = [...scenes];
  const work = async (): Promise<void> => {
    for (let scene = waiting.shift(); scene !== undefined; scene = waiting.shift()) {
      const began = performance.now();
      const { events, exposed } = await replay(scene.world, (seed * 7919) % 60_000);
      const judged = judge(scene, firingsOf(events), exposed, config);
      // Each team has an Alertmanager of its own: in it, the probes of one mute all.
      const teams = Map.groupBy(judged.firings, ({ labels }) => teamOf(labels) ?? '');
      const notifications = [...teams.values()].flatMap((those) => model.notificationsOf(those));
      outcomes.push({ scene, ...judged, notifications });
      const took = ((performance.now() - began) / 1000).toFixed(0);
      console.log(`${scene.name}: ${took} s, ${outcomes.length} of ${scenes.length} scenes`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return outcomes;
}
