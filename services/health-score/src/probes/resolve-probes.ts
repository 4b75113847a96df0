import { ConfigError, expandVariables, type Probe } from '@agent-vitals/config';

/** A probe that is not asked, and why. */
interface ProbeThatIsOff {
  readonly name: string;
  readonly reason: string;
}

/** The probes of vitals.yaml, with variables replaced. */
export interface ResolvedProbes {
  readonly on: readonly Probe[];
  readonly off: readonly ProbeThatIsOff[];
}

/**
 * Replaces `${env:NAME}` and sorts out what is off: switched off, or naming a variable that is not
 * set or empty.
 * @throws {ConfigError} a probe, with its variables replaced, cannot be asked; names it and the field
 */
export function resolveProbes(probes: readonly Probe[], env: NodeJS.ProcessEnv): ResolvedProbes {
  const on: Probe[] = [];
  const off: ProbeThatIsOff[] = [];
  for (const probe of probes) {
    const { value: resolved, unset } = expandVariables(probe, env);
    if (!probe.enabled) {
      off.push({ name: probe.name, reason: 'enabled is false' });
    } else if (unset.length > 0) {
      const names = unset.join(', ');
      off.push({ name: probe.name, reason: `${names} ${unset.length > 1 ? 'are' : 'is'} not set` });
    } else {
      on.push(checked(resolved));
    }
  }
  return { on, off };
}

function checked(probe: Probe): Probe {
  if (probe.kind === 'postgres') return { ...probe, port: portOf(probe.name, probe.port) };
  const [field, url] = probe.kind === 'http' ? ['url', probe.url] : ['baseUrl', probe.baseUrl];
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) {
    // Not repeated: it may hold credentials.
    throw new ConfigError(
      `vitals.yaml: probe "${probe.name}": ${field}, with its variables replaced, must be an http or https URL`,
    );
  }
  return probe;
}

function portOf(name: string, port: number | string): number {
  const number = /^\d+$/.test(String(port)) ? Number(port) : Number.NaN;
  if (number >= 1 && number <= 65_535) return number;
  throw new ConfigError(
    `vitals.yaml: probe "${name}": port, with its variables replaced, must be a whole number from 1 to 65535 (it holds ${JSON.stringify(port)})`,
  );
}
