import { Badge } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Panel } from '../../design/Panel';
import { Failed, Loading } from '../../design/states';
import { capital } from '../../music/format';
import type { Health } from './types';

const everyMilliseconds = 15_000;

const words: Record<string, string> = { blobs: 'File storage', ffmpeg: 'FFmpeg', worker: 'A worker' };

export function HealthPanel() {
  const health = useQuery({
    // An unhealthy service answers 503 with the same document.
    queryKey: ['health'], queryFn: async ({ signal }) => (await (await fetch('/health/ready', { signal })).json()) as Health, refetchInterval: everyMilliseconds,
  });
  return (
    <Panel title="System health">
      {health.isPending ? <Loading /> : null}
      {health.isError ? <Failed error={health.error} retry={() => { void health.refetch(); }} /> : null}
      <ul className="plain stack tight">
        {Object.entries(health.data?.checks ?? {}).map(([name, state]) => (
          <li key={name} className="row-tight"><span>{words[name] ?? capital(name)}</span><Badge className="end" variant="light" color={state === 'ok' ? 'teal' : 'red'}>{state === 'ok' ? 'Works' : 'Out of order'}</Badge></li>
        ))}
      </ul>
    </Panel>
  );
}
