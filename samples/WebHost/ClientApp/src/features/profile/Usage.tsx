import { Progress, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { get } from '../../api/http';
import type { Usage as UsageAnswer } from '../../api/types';
import { Failed } from '../../design/states';
import { megabytes } from '../../music/format';

const rows: { key: keyof UsageAnswer; name: string; words: (value: number) => string }[] = [
  { key: 'bytes', name: 'Space', words: megabytes },
  { key: 'tracks', name: 'Songs', words: String },
  { key: 'jobs', name: 'Jobs that wait or run', words: String },
  { key: 'cost', name: 'Cost in 30 days', words: (v) => v.toFixed(2) },
];

/** What is used, of what may be. */
export function Usage() {
  const usage = useQuery({ queryKey: ['usage'], queryFn: ({ signal }) => get<UsageAnswer>('/me/usage', { signal }) });
  if (usage.isPending) {
    return <Skeleton height={150} />;
  }
  if (usage.isError) {
    return <Failed error={usage.error} retry={() => { void usage.refetch(); }} />;
  }

  return (
    <ul className="plain used">
      {rows.map(({ key, name, words }) => {
        const { used, limit } = usage.data[key];
        const hasLimit = limit !== null && limit !== undefined && limit > 0;
        return (
          <li key={key}>
            <span className="row-tight small"><span>{name}</span><span className="end muted numbers">{words(used)}{hasLimit ? ` of ${words(limit)}` : ''}</span></span>
            {hasLimit ? <Progress size="sm" value={Math.min(100, used / limit * 100)} aria-label={name} /> : null}
          </li>
        );
      })}
    </ul>
  );
}
