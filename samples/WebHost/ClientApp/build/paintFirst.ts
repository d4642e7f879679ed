import type { Plugin } from 'vite';

/** Has the app fetched beside the style sheet although it begins only after the first paint: see src/main.tsx. */
export function paintFirst(): Plugin {
  return {
    name: 'paint-first',
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle }) => Object.values(bundle ?? {})
        .filter((part) => part.type === 'chunk' && part.facadeModuleId?.endsWith('/src/app/start.tsx') === true)
        .map(({ fileName }) => ({ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `/${fileName}` }, injectTo: 'head' as const })),
    },
  };
}
