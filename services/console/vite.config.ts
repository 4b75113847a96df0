import { join } from 'node:path';
import { defineConfig } from 'vite';
import { renderNavigation } from './src/navigation.ts';

const page = (name: string): string => join(import.meta.dirname, 'src/page', name);

/**
 * Builds the pages of the console into dist/page, from the source alone. There are several, so that
 * the first one to be opened does not wait for the charts of the others.
 */
export default defineConfig({
  root: 'src/page',
  plugins: [
    {
      name: 'navigation',
      transformIndexHtml: (html) => html.replace('<!-- navigation -->', renderNavigation()),
    },
  ],
  // Perses reads Node's name for the global object.
  define: { global: 'globalThis' },
  build: {
    outDir: '../../dist/page',
    emptyOutDir: true,
    // Perses is one bundle: it is loaded from the same machine.
    chunkSizeWarningLimit: 8000,
    rolldownOptions: {
      input: [page('index.html'), page('alerts.html'), page('dashboards.html')],
      // Dependencies' own matters: directives for server components, and an `eval` that only Node runs.
      checks: { eval: false, moduleLevelDirective: false },
    },
  },
  server: { host: '127.0.0.1' },
});
