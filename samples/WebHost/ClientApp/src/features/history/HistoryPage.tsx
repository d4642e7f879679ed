import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue, useIntersection } from '@mantine/hooks';
import { IconPlaylist, IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { PageHeader } from '../../design/PageHeader';
import { Empty, Failed, LoadingRows } from '../../design/states';
import { useHistory } from './api';
import './history.css';
import { MashupRow } from './MashupRow';
import { useOnePlayer } from './useOnePlayer';

/** Everything that was made, newest first. */
export default function HistoryPage() {
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 250);
  const history = useHistory(q);
  const player = useOnePlayer();
  const { ref, entry } = useIntersection({ rootMargin: '400px' });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = history;
  useEffect(() => {
    if (entry?.isIntersecting === true && hasNextPage && !isFetchingNextPage) {
      void fetchNextPage();
    }
  }, [entry?.isIntersecting, hasNextPage, isFetchingNextPage, fetchNextPage]);

  const mashups = history.data?.pages.flatMap((p) => p.items) ?? [];
  return (
    <div className="stack-lg">
      <PageHeader title="My mashups" action={mashups.length === 0 && q === '' ? undefined : (
        <TextInput className="history-search" type="search" aria-label="Search my mashups" placeholder="Search" leftSection={<IconSearch size={18} aria-hidden />} value={typed} onChange={(e) => { setTyped(e.currentTarget.value); }} />
      )} />
      {history.isPending ? <LoadingRows /> : null}
      {history.isError ? <Failed title="Your mashups cannot be shown" error={history.error} retry={() => { void history.refetch(); }} /> : null}
      {history.isSuccess && mashups.length === 0 ? (
        q === '' ? (
          <Empty title="No mashups yet" icon={<IconPlaylist size={30} stroke={1.4} />}><p>The first one takes two songs and a minute.</p><Button component={Link} to="/create">Create one</Button></Empty>
        ) : <Empty title={`Nothing is called “${q}”`} />
      ) : null}
      <ul className="plain stack history">
        {mashups.map((m) => <MashupRow key={m.id} mashup={m} player={player} />)}
      </ul>
      <div ref={ref} />
      {isFetchingNextPage ? <LoadingRows rows={2} /> : null}
    </div>
  );
}
