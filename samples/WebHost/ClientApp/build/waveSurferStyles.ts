import type { Plugin } from 'vite';

/** Takes the inline style element out of wavesurfer.js; src/design/Waveform.tsx adopts the same rules as a constructed sheet, which the page's policy allows. */
export function waveSurferStyles(): Plugin {
  return {
    name: 'wavesurfer-styles',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('wavesurfer.js/dist/wavesurfer')) {
        return null;
      }

      const stripped = code.replace(/<style[\s\S]*?<\/style>/, '');
      if (stripped === code) {
        this.error('wavesurfer.js no longer writes the style element that is taken out here.');
      }

      return { code: stripped, map: null };
    },
  };
}
