/** Starts the instrumentation from code, and then the application that is named. */
import { startVitals } from '@agent-vitals/instrumentation';

startVitals();
await import(new URL(process.env['APP'] ?? '', import.meta.url).href);
