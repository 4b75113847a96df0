/** The user that our own images run as: `node` of Node's official images. */
const ownUser = 1000;

/** What belongs to whom in a volume: the images run as these users, and a new volume is root's. */
export interface VolumeOwner {
  /** The volume's folder, below the one that holds them all. */
  readonly volume: string;
  readonly user: number;
  readonly group: number;
  /** Permissions of the folder. */
  readonly mode: number;
}

/** `nobody` of Prometheus's images. */
const nobody = 65_534;
/** The user of the images of the Collector, Loki and Jaeger. */
const served = 10_001;
/** The user of Grafana's image. */
export const grafanaUser = 472;

/** Every volume that keeps data, with the user of the image that writes to it. */
export const volumeOwners: readonly VolumeOwner[] = [
  own('prometheus', nobody),
  own('alertmanager', nobody),
  own('mailpit', nobody),
  own('loki', served),
  own('jaeger', served),
  own('collector', served),
  own('alert-history', ownUser),
  own('prompt-analytics', ownUser),
  own('demo', ownUser),
  own('grafana', grafanaUser),
  // Alertmanager writes its events; alert-history reads them and puts the file aside when it is long.
  { ...own('alert-events', nobody), group: ownUser, mode: 0o770 },
];

/** Who reads the configuration that is written for it: it may hold secrets once it is expanded. */
export const configReaders: Readonly<Record<'prometheus' | 'alertmanager', number>> = {
  prometheus: nobody,
  alertmanager: nobody,
};

function own(volume: string, user: number): VolumeOwner {
  return { volume, user, group: user, mode: 0o700 };
}
