import { FAULT_DRILLS } from '../system/fault-drills.js';
import { mailDrill, mailDrillTable, type MailDrill } from '../system/mail-drill.js';
import { query } from '../system/prometheus.js';
import { startSystem } from '../system/system.js';
import { waitFor } from '../system/wait.js';
import type { Bench, Series } from './bench.js';

/** As many as the demo has at its busiest hour when nothing else is set. */
const RUNS_PER_SECOND = 1.2;
/** What compares with its own past needs one, of three minutes at least. */
const LEARNED = 'models_slowdown|prompts_quality|cost_cost_per_call';
/** A process that has just begun to run may grow, so its growth is not looked at before. */
const GROWTH = 'vitals:resources_memory_growth{item="demo-api"}';

/** From each fault of the demo to its e-mail. `npm run drill -- FAULT …` drills some of them. */
export const drill: Bench = {
  description: 'from each fault of the demo to its e-mail, how many of them, and back',
  async run() {
    const wanted = process.argv.slice(3);
    const drills = FAULT_DRILLS.filter(
      ({ fault }) => wanted.length === 0 || wanted.includes(fault),
    );
    if (drills.length === 0) throw new Error(`there is no fault ${wanted.join(', ')}`);
    const leaks = drills.some(({ fault }) => fault === 'memory-leak');
    const results: MailDrill[] = [];
    const system = await startSystem({ demoRunsPerSecond: RUNS_PER_SECOND });
    process.once('SIGINT', () => void system.remove().finally(() => process.exit(130)));
    try {
      await waitFor(
        'what is usual is known',
        async () => {
          const { prometheus } = system.urls;
          const known = await query(prometheus, `{__name__=~"vitals:(${LEARNED})"}`);
          const names = new Set(known.map(({ labels }) => labels['__name__']));
          const grows = leaks ? await query(prometheus, GROWTH) : undefined;
          return (names.size === LEARNED.split('|').length && grows?.length !== 0) || undefined;
        },
        8 * 60_000,
      );
      for (const each of drills) {
        const result = await mailDrill(system, each);
        results.push(result);
        console.log(mailDrillTable([result]).split('\n').at(-1));
      }
    } finally {
      await system.remove();
    }
    console.log(`\n${mailDrillTable(results)}\n`);
    return summary(results);
  },
};

function summary(results: readonly MailDrill[]): readonly Series[] {
  return [true, false].flatMap((critical) => {
    const some = results.filter((result) => result.drill.critical === critical);
    const what = critical ? 'where users fail at once' : 'where they do not';
    const series = (measure: string, unit: string, values: readonly number[]): Series[] =>
      values.length === 0 ? [] : [{ measure: `${measure}, ${what}`, unit, values }];
    return [
      ...series(
        'fault to mail',
        's',
        some.flatMap(({ rightAfter }) => rightAfter ?? []),
      ),
      ...series(
        'mails of a fault',
        'mails',
        some.map(({ told }) => told.length),
      ),
      ...series(
        'its end to the resolved mail',
        's',
        some.flatMap(({ resolvedAfter }) => resolvedAfter ?? []),
      ),
    ];
  });
}
