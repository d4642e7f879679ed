import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Lays each script and style sheet beside itself once more, compressed as far as it goes; the service sends that one to browsers. */
export function compressedParts(): Plugin {
  return {
    name: 'compressed-parts',
    apply: 'build',
    writeBundle({ dir = '' }, bundle) {
      for (const part of Object.values(bundle).filter((p) => /\.(js|css)$/.test(p.fileName))) {
        const content = part.type === 'chunk' ? part.code : part.source;
        writeFileSync(join(dir, `${part.fileName}.br`), brotliCompressSync(content));
      }
    },
  };
}
