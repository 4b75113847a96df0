import { z } from 'zod';
import { dataDir, readEnvironment } from '../environment.js';
import { clearFault, faultsFile, isFaultName, readFaults, setFault } from '../faults.js';

// Switches faults where the demo's files are, for who cannot reach them from outside: in a container.
const [action, name] = process.argv.slice(2);
const { VITALS_DATA_DIR } = readEnvironment(z.object({ VITALS_DATA_DIR: dataDir }), process.env);
const file = faultsFile(VITALS_DATA_DIR);

if (name !== undefined && !isFaultName(name)) throw new Error(`There is no fault ${name}.`);
if (action === 'set' && name !== undefined) setFault(file, name);
else if (action === 'clear') clearFault(file, name);
else if (action === 'show') process.stdout.write(JSON.stringify(readFaults(file)));
else throw new Error('Usage: fault set NAME, fault clear [NAME], fault show');
