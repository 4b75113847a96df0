/** Tells what was not seen, and what the frameworks leave in the process once they are loaded. */
import { runningVitals } from '@agent-vitals/instrumentation';

const globals = Object.getOwnPropertySymbols(globalThis).map(String);
process.stdout.write(
  JSON.stringify({
    notSeen: runningVitals()?.describe().notSeen,
    loaded: globals.filter((name) => /langchain|langsmith|ls:|lc:|openai/.test(name)),
  }),
);
