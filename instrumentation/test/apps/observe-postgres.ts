/** Has nothing left to do, but an observation that would look again in half a minute. */
import { observePostgres } from '@agent-vitals/instrumentation';

let asked = false;
observePostgres({
  query: () => {
    if (!asked) process.stdout.write('asked');
    asked = true;
    return Promise.resolve({ rows: [] });
  },
});
