import { defineConfig } from 'vite';

/** Builds the page of the console into dist/page, from the source alone. */
export default defineConfig({
  root: 'src/page',
  // Perses reads Node's name for the global object.
  define: { global: 'globalThis' },
  build: {
    outDir: '../../dist/page',
    emptyOutDir: true,
    // One bundle for one page: it is loaded from the same machine.
    chunkSizeWarningLimit: 8000,
    // Dependencies' own matters: directives for server components, and an `eval` that only Node runs.
    rolldownOptions: { checks: { eval: false, moduleLevelDirective: false } },
  },
  server: { host: '127.0.0.1' },
});
