import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { compressedParts } from './build/compressedParts.ts';
import { paintFirst } from './build/paintFirst.ts';
import { themeVariablesCss } from './build/themeVariables.ts';
import { waveSurferStyles } from './build/waveSurferStyles.ts';

const service = process.env.MASHUP_SERVICE ?? 'http://localhost:5080';

export default defineConfig({
  plugins: [react(), themeVariablesCss(), waveSurferStyles(), paintFirst(), compressedParts()],
  build: {
    outDir: '../wwwroot',
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    reportCompressedSize: true,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': service, '/openapi': service } },
  test: {
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: 'src/setupTests.ts',
    css: false,
    // Guards against hangs; the machine may be busy.
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
