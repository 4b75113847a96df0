import { Alert, AlertTitle, Button, LinearProgress, Link } from '@mui/material';
import type { ReactElement } from 'react';
import { PATIENCE_MS, type TraceState } from './watch-trace.js';

type Absent = Exclude<TraceState<unknown>, { status: 'found' }>;

/** What to do where a trace is not there, or not yet. */
export function TraceAbsent({
  state,
  traceId,
  onAgain,
}: {
  state: Absent;
  traceId: string;
  onAgain: () => void;
}): ReactElement {
  if (state.status === 'asking') return <LinearProgress aria-label="Loading the trace" />;
  if (state.status === 'waiting') {
    return (
      <Alert severity="info" role="status" data-testid="trace-waiting">
        <AlertTitle>The trace is not there yet</AlertTitle>
        Spans arrive some seconds after they have ended. It is asked for again for{' '}
        {PATIENCE_MS / 1000} seconds, and shown as soon as it is there.
        <LinearProgress aria-label="Waiting for the trace" sx={{ mt: 1 }} />
      </Alert>
    );
  }
  const again = (
    <Button color="inherit" size="small" onClick={onAgain}>
      Ask again
    </Button>
  );
  if (state.status === 'failed') {
    return (
      <Alert severity="error" action={again} data-testid="trace-failed">
        <AlertTitle>The trace cannot be loaded</AlertTitle>
        {state.problem}
      </Alert>
    );
  }
  return (
    <Alert severity="warning" action={again} data-testid="trace-missing">
      <AlertTitle>Jaeger has no trace {traceId}</AlertTitle>
      Either the run goes on and has sent nothing yet: ask again. Or its application did not sample
      it (<code>OTEL_TRACES_SAMPLER</code>), or it is older than what is kept. Log lines with its id
      are shown all the same;{' '}
      <Link color="inherit" href="/dashboards/traces">
        search for another trace
      </Link>
      , or look whether{' '}
      <Link color="inherit" href="/dashboards/pipeline">
        spans arrive at all
      </Link>
      .
    </Alert>
  );
}
