import { agentFaults } from './agents.js';
import { apiFaults } from './apis.js';
import { databaseFaults } from './database.js';
import { modelFaults } from './models.js';
import { pipelineFaults } from './pipeline.js';
import { promptFaults } from './prompts-and-cost.js';
import { resourceFaults } from './resources.js';
import type { FaultKind } from './fault-kind.js';

/** Every kind of fault that the benchmark makes. */
export const FAULT_KINDS: readonly FaultKind[] = [
  ...agentFaults,
  ...modelFaults,
  ...promptFaults,
  ...apiFaults,
  ...databaseFaults,
  ...resourceFaults,
  ...pipelineFaults,
];
