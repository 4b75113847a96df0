export { type StackEvent } from './events.js';
export { type PortVariable, type Ports } from './port-table.js';
export { freePorts } from './ports.js';
export { programFiles } from './program-files.js';
export { createStack, type Stack, type StackOptions } from './stack.js';
export { StackError } from './stack-error.js';
export { type ProgramStatus } from './status.js';
export { urlsOf, type StackUrls } from './urls.js';
