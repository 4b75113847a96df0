/** Creates what is missing; what is there stays. */
export const SCHEMA = `
CREATE EXTENSION IF NOT EXISTS pg_stat_statements;

CREATE TABLE IF NOT EXISTS prompts (
  name text NOT NULL,
  version integer NOT NULL,
  text text NOT NULL,
  active boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (name, version)
);
CREATE UNIQUE INDEX IF NOT EXISTS prompts_one_active ON prompts (name) WHERE active;

CREATE TABLE IF NOT EXISTS deliveries (
  id uuid PRIMARY KEY,
  conversation_id text NOT NULL,
  requirement text NOT NULL,
  status text NOT NULL CHECK (status IN ('running', 'succeeded', 'failed')),
  result jsonb,
  error text,
  trace_id text,
  created_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz
);
CREATE INDEX IF NOT EXISTS deliveries_created_at ON deliveries (created_at);

CREATE TABLE IF NOT EXISTS agent_results (
  delivery_id uuid NOT NULL REFERENCES deliveries ON DELETE CASCADE,
  agent text NOT NULL,
  revision integer NOT NULL,
  prompt_version integer NOT NULL,
  model text NOT NULL,
  input_tokens integer NOT NULL,
  output_tokens integer NOT NULL,
  content text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (delivery_id, agent, revision)
);

CREATE TABLE IF NOT EXISTS documents (
  title text PRIMARY KEY,
  body text NOT NULL,
  search tsvector GENERATED ALWAYS AS (to_tsvector('english', title || ' ' || body)) STORED
);
CREATE INDEX IF NOT EXISTS documents_search ON documents USING gin (search);

CREATE TABLE IF NOT EXISTS dependencies (
  package text PRIMARY KEY,
  version integer[] NOT NULL
);
CREATE TABLE IF NOT EXISTS advisories (
  package text NOT NULL,
  fixed_in integer[] NOT NULL,
  severity text NOT NULL,
  summary text NOT NULL,
  PRIMARY KEY (package, fixed_in)
);
`;

/** Removes runs older than six hours: the demo must not fill the disk. */
export const FORGET_OLD_RUNS = `DELETE FROM deliveries WHERE created_at < now() - interval '6 hours'`;
