import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The server that `vite` alone (while working on the console) sends the API's requests to. */
const SERVER = process.env.MEETBROKER_URL ?? 'http://localhost:3000';

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react()],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: false,
    // The policy of the server allows pictures from data: addresses only, no fonts and no scripts.
    assetsInlineLimit: 0,
  },
  server: { port: 5173, strictPort: true, proxy: { '/api': SERVER } },
});
