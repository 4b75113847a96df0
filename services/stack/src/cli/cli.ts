import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { modes, type Mode } from '../compose/mode.js';
import { programs } from '../programs/index.js';
import type { Settings } from '../settings.js';
import { acknowledgeAlert } from './alerts/acknowledge.js';
import { listAlerts, watchAlerts } from './alerts/alerts.js';
import { apply } from './apply.js';
import { backup, restore } from './backup.js';
import { doctor } from './doctor.js';
import { clearFaults, faultChoices, listFaults, switchOn } from './fault.js';
import { showLog } from './logs.js';
import { showStatus } from './status.js';
import { stop } from './stop.js';
import { up } from './up.js';

/** The `vitals` command. */
export interface Cli {
  /**
   * Runs one command line.
   * @param args the words after `vitals`
   * @returns the exit code
   */
  run(args: readonly string[]): Promise<number>;
}

const environment = `
Environment:
  VITALS_DATA_DIR    data, logs and run state (default ~/.local/share/agent-vitals)
  VITALS_CACHE_DIR   programs built once (default ~/.cache/agent-vitals)
  VITALS_CONFIG      the configuration (default vitals.yaml in the checkout)
  VITALS_MODE        auto, compose or native, as \`--mode\`
  VITALS_…_PORT      moves a port; \`vitals doctor\` lists them`;

/**
 * Creates the command.
 * @param settings read when a command needs them, so that --help works with any environment
 */
export function createCli(settings: () => Settings): Cli {
  let code = 0;
  const does = (action: () => Promise<number>) => async (): Promise<void> => {
    code = await action();
  };
  const vitals = new Command('vitals')
    .description('Runs and inspects the agent-vitals stack on this machine.')
    .exitOverride()
    .showSuggestionAfterError()
    .addHelpText('after', environment);

  const upCommand = vitals
    .command('up')
    .description('start everything, and stop it on Ctrl-C')
    .option('-d, --detach', 'leave it running in the background')
    .option('--no-demo', 'leave the demo agent system out')
    .addOption(modeOption());
  upCommand.action(
    does(() => up(settings(), upCommand.opts<{ detach?: boolean; demo: boolean; mode: Mode }>())),
  );

  vitals
    .command('stop')
    .description('stop everything')
    .action(does(() => stop(settings())));

  const statusCommand = vitals
    .command('status')
    .description('show each program: state, version, pid, address, memory')
    .option('--json', 'as JSON');
  statusCommand.action(
    does(() => showStatus(settings(), statusCommand.opts<{ json?: boolean }>().json ?? false)),
  );

  const logsCommand = vitals
    .command('logs')
    .description('show the log of a program')
    .addArgument(
      new Argument('<name>', 'the program').choices([
        ...programs.map(({ name }) => name),
        'launcher',
        // In containers only.
        'grafana',
        'setup',
      ]),
    )
    .option('-f, --follow', 'go on as the log grows')
    .addOption(
      new Option('-n, --lines <count>', 'how many lines from the end')
        .default(50)
        .argParser(wholeNumber),
    );
  logsCommand.action(
    does(() =>
      showLog(
        settings(),
        logsCommand.args[0] ?? '',
        logsCommand.opts<{ follow?: boolean; lines: number }>(),
      ),
    ),
  );

  const alerts = vitals
    .command('alerts')
    .description('list the alerts that are open')
    .option('-w, --watch', 'show them as they come and go, with a bell for a critical one')
    .option('--json', 'as JSON');
  alerts.action(
    does(() => {
      const { watch, json } = alerts.opts<{ watch?: boolean; json?: boolean }>();
      return watch ? watchAlerts(settings()) : listAlerts(settings(), json ?? false);
    }),
  );

  const ack = vitals
    .command('ack')
    .description('take an alert on: nobody further is told of it')
    .addArgument(
      new Argument(
        '<id>',
        'its number, as `vitals alerts` shows it, or its fingerprint, as a mail does',
      ),
    )
    .option('--incident', 'and all else that fires of its incident: what one mail tells of')
    .option('--by <name>', 'who takes it on (default: your user name)')
    .option('--comment <text>', 'why, or what is being done');
  ack.action(
    does(() =>
      acknowledgeAlert(
        settings(),
        ack.args[0] ?? '',
        ack.opts<{ by?: string; comment?: string; incident?: boolean }>(),
      ),
    ),
  );

  vitals
    .command('apply')
    .description('check vitals.yaml, and have the running stack use its rules and routes')
    .action(does(() => apply(settings())));

  const backupCommand = vitals
    .command('backup')
    .description('back up the data of the stack, which may run, and vitals.yaml')
    .argument('<file>', 'the archive to write, such as vitals.tar.zst')
    .option('--force', 'replace the file if it is there', false)
    .addOption(modeOption());
  backupCommand.action(
    does(() =>
      backup(
        settings(),
        backupCommand.args[0] ?? '',
        backupCommand.opts<{ force: boolean; mode: Mode }>(),
      ),
    ),
  );

  const restoreCommand = vitals
    .command('restore')
    .description(
      'put a backup into the empty data folder, or volumes, of a stack that does not run',
    )
    .argument('<file>', 'what `vitals backup` has written')
    .option('--check', 'only read it through and compare its checksums', false)
    .addOption(modeOption());
  restoreCommand.action(
    does(() =>
      restore(
        settings(),
        restoreCommand.args[0] ?? '',
        restoreCommand.opts<{ check: boolean; mode: Mode }>(),
      ),
    ),
  );

  vitals
    .command('doctor')
    .description('check the machine, the programs and the configuration, and say what to do')
    .action(does(() => doctor(settings())));

  const fault = vitals
    .command('fault')
    .description('break the demo in one way, to see how it shows')
    .addArgument(new Argument('[name]', 'the fault to switch on').choices(faultChoices))
    .option('--list', 'list the faults');
  fault.action(
    does(async () => {
      const [name] = fault.args;
      if (name === undefined || fault.opts<{ list?: boolean }>().list)
        return await listFaults(settings());
      return switchOn(settings(), name);
    }),
  );
  const clear = fault
    .command('clear')
    .description('switch a fault off, or all of them')
    .addArgument(new Argument('[name]', 'only this fault').choices(faultChoices));
  clear.action(does(async () => clearFaults(settings(), clear.args[0])));

  return {
    async run(args) {
      await vitals.parseAsync(args.length === 0 ? ['--help'] : args, { from: 'user' });
      return code;
    },
  };
}

const modeOption = (): Option =>
  new Option(
    '--mode <mode>',
    'in containers, as processes, or in containers where that is possible',
  )
    .choices(modes)
    .env('VITALS_MODE')
    .default('auto');

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}
