import { programs } from '../programs/index.js';
import type { BackupRules, Program } from '../program.js';

/** A program that keeps what a backup takes. */
export type BackedUpProgram = Program & { readonly backup: BackupRules };

/** They, in the order in which an archive has them. */
export const backedUpPrograms: readonly BackedUpProgram[] = programs.filter(
  (program): program is BackedUpProgram => program.backup !== undefined,
);

/** Its state is in a backup of containers only: natively it does not run. */
export const GRAFANA = 'grafana';

/** The parts that a backup may have besides the configuration. */
export const archiveParts: readonly string[] = [
  ...backedUpPrograms.map(({ name }) => name),
  GRAFANA,
];
