/** An agent of the simulated system. */
export interface AgentRole {
  readonly name: string;
  readonly prompt: string;
  readonly model: Model;
  /** Turns that most invocations need; each is a call to the model. */
  readonly turns: number;
}

/** A model of the simulated system. */
export interface Model {
  readonly provider: string;
  readonly name: string;
  readonly firstChunkSeconds: number;
  readonly secondsPerToken: number;
  /** Of a call, as a mean. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** US dollars for a call of usual length. */
  readonly usd: number;
}

const large: Model = {
  provider: 'openai',
  name: 'gpt-4.1',
  firstChunkSeconds: 0.8,
  secondsPerToken: 0.008,
  inputTokens: 1500,
  outputTokens: 300,
  usd: 0.012,
};
const small: Model = {
  provider: 'openai',
  name: 'gpt-4.1-mini',
  firstChunkSeconds: 0.5,
  secondsPerToken: 0.005,
  inputTokens: 1200,
  outputTokens: 200,
  usd: 0.002,
};

/** Who works on a run, in this order: three of the demo's seven, to keep the series few. */
export const AGENTS: readonly AgentRole[] = [
  { name: 'requirements_analyst', prompt: 'requirements', model: small, turns: 2 },
  { name: 'code_generator', prompt: 'code', model: large, turns: 3 },
  { name: 'security_analyst', prompt: 'security', model: large, turns: 2 },
];

export const WORKFLOW = 'software_delivery';
/** What starts a run, and what looks up prompts. */
export const ROUTES = { deliver: 'POST /v1/deliveries', browse: 'GET /v1/prompts' } as const;
export const POOL = 'postgresql';

/** What belongs to one team has its name in it, and nothing else tells apart what probes look at. */
export const databaseOf = (team: string): { server_address: string; server_port: string } => ({
  server_address: `db.${team}`,
  server_port: '5432',
});
export const externalOf = (team: string): { server_address: string; server_port: string } => ({
  server_address: `tickets.${team}`,
  server_port: '443',
});
export const hostOf = (team: string): string => `host.${team}`;
export const probeOf = (what: 'models' | 'apis' | 'database', team: string): string =>
  `${what} of ${team}`;

export const itemOf = ({ provider, name }: Model): string => `${provider}/${name}`;
export const MODELS: readonly Model[] = [large, small];
