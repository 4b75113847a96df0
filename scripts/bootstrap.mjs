// The first command in a fresh clone: installs what is missing, compiles what has changed, then runs
// the command under the Node that the packages bring, whatever the machine's own is.
import { alone } from './alone.mjs';
import { commands } from './commands.mjs';
import { install } from './install.mjs';
import { prepare, runCommand } from './run-steps.mjs';

const [name = '', ...args] = process.argv.slice(2);
const command = commands[name];
if (command === undefined) {
  console.error(`No command ${name}; there are: ${Object.keys(commands).join(', ')}`);
  process.exit(2);
}

const prepared = await alone(
  async (withChild) => (await install(withChild)) || (await prepare(command)),
);
process.exit(prepared || (await runCommand(command, args)));
