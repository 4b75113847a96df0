import { agent, tool, workflow } from '@agent-vitals/instrumentation';

globalThis.benchWrappers = { agent, tool, workflow };
