import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { command } from './command.js';
import { isMadeFrom, madeFrom } from './made-from.js';

/** An image made of a program that was built natively, laid out as the official one is. */
interface StandIn {
  /** The service whose image it stands for. */
  readonly service: string;
  /** Where the official image has each command; the first is its entry point. */
  readonly commands: Readonly<Record<string, string>>;
  /** What `USER` says in the official image, if anything. */
  readonly user?: string;
  /** What `VOLUME` says in the official image. */
  readonly volumes?: readonly string[];
  /** Whether the official image has a busybox. */
  readonly busybox?: boolean;
}

/** Each as its Dockerfile says, which is in the module that the program is built from. */
const STAND_INS: readonly StandIn[] = [
  {
    service: 'prometheus',
    commands: { prometheus: '/bin/prometheus', promtool: '/bin/promtool' },
    user: 'nobody',
    volumes: ['/prometheus'],
    busybox: true,
  },
  {
    service: 'alertmanager',
    commands: { alertmanager: '/bin/alertmanager', amtool: '/bin/amtool' },
    user: 'nobody',
    volumes: ['/alertmanager'],
    busybox: true,
  },
  { service: 'loki', commands: { loki: '/usr/bin/loki' }, user: '10001' },
  {
    service: 'jaeger',
    commands: { jaeger: '/cmd/jaeger/jaeger-linux' },
    user: '10001',
    volumes: ['/tmp'],
    busybox: true,
  },
  { service: 'collector', commands: { otelcol: '/otelcol-contrib' }, user: '10001' },
  { service: 'mailpit', commands: { mailpit: '/mailpit' }, busybox: true },
];

const PASSWD = 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/home:/bin/false\n';
const GROUP = 'root:x:0:\nnobody:x:65534:\n';

/** What the images are made of. */
export interface StandInSources {
  /** The file of each command. */
  readonly programs: Readonly<Record<string, string>>;
  /** A busybox that needs no library. */
  readonly busybox: string;
  /** The image of each service. */
  readonly images: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
}

/** Makes the images of the server programs, under their official names. */
export async function makeStandIns(sources: StandInSources): Promise<void> {
  for (const standIn of STAND_INS) await make(standIn, sources);
}

async function make(standIn: StandIn, sources: StandInSources): Promise<void> {
  const image = sources.images[standIn.service] ?? '';
  const files = Object.keys(standIn.commands).map((name) => sources.programs[name] ?? '');
  if (await isMadeFrom(image, files.join(), sources.env)) return;
  const folder = mkdtempSync(join(tmpdir(), 'vitals-image-'));
  const put = (from: string, path: string): void => {
    const to = join(folder, 'root', path);
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(from, to);
    chmodSync(to, 0o755);
  };
  try {
    for (const [name, path] of Object.entries(standIn.commands)) {
      put(sources.programs[name] ?? '', path);
    }
    if (standIn.busybox) {
      put(sources.busybox, '/bin/busybox');
      symlinkSync('busybox', join(folder, 'root/bin/wget'));
    }
    mkdirSync(join(folder, 'root/etc'), { recursive: true });
    writeFileSync(join(folder, 'root/etc/passwd'), PASSWD);
    writeFileSync(join(folder, 'root/etc/group'), GROUP);
    writeFileSync(join(folder, 'Dockerfile'), dockerfile(standIn));
    await command(
      ['docker', 'build', '--quiet', ...madeFrom(files.join()), '--tag', image, folder],
      {
        env: { ...sources.env, DOCKER_BUILDKIT: '0' },
      },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function dockerfile({ commands, user, volumes = [] }: StandIn): string {
  return [
    'FROM scratch',
    'COPY root/ /',
    ...volumes.map((path) => `VOLUME ${path}`),
    ...(user === undefined ? [] : [`USER ${user}`]),
    `ENTRYPOINT ${JSON.stringify([Object.values(commands)[0]])}`,
    '',
  ].join('\n');
}
