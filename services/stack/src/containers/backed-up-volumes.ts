import { GRAFANA } from '../backup/backed-up-programs.js';
import type { BackupRules } from '../program.js';
import { alertmanager } from '../programs/alertmanager.js';
import { jaeger } from '../programs/jaeger.js';
import { loki } from '../programs/loki.js';
import { alertHistory, promptAnalytics } from '../programs/node-services.js';
import { prometheus } from '../programs/prometheus.js';
import { volumeOwners, grafanaUser, type VolumeOwner } from './volumes.js';

/** A volume that a backup takes files from, and that a restore puts them into. */
export interface BackedUpVolume extends Pick<VolumeOwner, 'user' | 'group'> {
  readonly volume: string;
  /** The part of the archive, and the service that writes to it. */
  readonly part: string;
  readonly rules: BackupRules;
  /** Which files of the part belong to this volume; by default those that no volume before has. */
  readonly files?: RegExp;
  /** Permissions of its files. */
  readonly fileMode: number;
}

/** Each of them. Parts are those of processes, so that a backup of either can be restored as the other. */
export const backedUpVolumes: readonly BackedUpVolume[] = [
  backedUp('loki', loki),
  backedUp('jaeger', jaeger),
  backedUp('prometheus', prometheus),
  // What the alert history reads too.
  { ...backedUp('alert-events', { ...alertmanager, backup: {} }), files: /^events/ },
  backedUp('alertmanager', alertmanager),
  backedUp('alert-history', alertHistory),
  backedUp('prompt-analytics', promptAnalytics),
  // Its database knows the password by a hash only.
  {
    ...grafana('secrets', {}),
    files: /^grafana-admin-password$/,
  },
  grafana('grafana', {
    leaveOut: /^(csv|pdf|plugins|png)\/$|-shm$/,
    rewritten: /^grafana\.db(-wal|-journal)?$/,
  }),
];

function backedUp(
  volume: string,
  { name, backup = {} }: { readonly name: string; readonly backup?: BackupRules },
): BackedUpVolume {
  const { user, group, mode } = volumeOwners.find((owner) => owner.volume === volume)!;
  return { volume, part: name, rules: backup, user, group, fileMode: mode & 0o660 };
}

function grafana(volume: string, rules: BackupRules): BackedUpVolume {
  return {
    volume,
    part: GRAFANA,
    rules,
    user: grafanaUser,
    group: grafanaUser,
    fileMode: 0o600,
  };
}
