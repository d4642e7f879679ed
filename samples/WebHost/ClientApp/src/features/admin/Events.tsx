import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { get } from '../../api/http';
import type { Page } from '../../api/types';
import { Panel } from '../../design/Panel';
import { Empty, Failed, LoadingRows } from '../../design/states';
import { dateTime } from '../../music/format';
import { kindWords } from '../../music/stages';
import type { AdminEvent } from './types';

const shown = 50;

/** What happened last, one line per attempt, download and rating. */
export function Events({ from, to }: { from: string; to: string }) {
  const events = useQuery({
    queryKey: ['events', from, to], refetchInterval: 10_000,
    queryFn: async ({ signal }) => (await get<Page<AdminEvent>>('/admin/events', { query: { from, to }, signal })).items,
  });
  return (
    <Panel title="Latest events">
      {events.isPending ? <LoadingRows rows={3} height={36} /> : null}
      {events.isError ? <Failed error={events.error} retry={() => { void events.refetch(); }} /> : null}
      {events.data?.length === 0 ? <Empty title="Nothing happened in this time" /> : null}
      {events.data === undefined || events.data.length === 0 ? null : (
        <div className="scroll-x" tabIndex={0} role="region" aria-label="Table of events">
          <Table className="numbers events">
            <Table.Thead><Table.Tr><Table.Th>When</Table.Th><Table.Th>What</Table.Th><Table.Th>Outcome</Table.Th><Table.Th>Waited, s</Table.Th><Table.Th>Took, s</Table.Th><Table.Th>Cost</Table.Th></Table.Tr></Table.Thead>
            <Table.Tbody>
              {events.data.slice(0, shown).map((e) => (
                <Table.Tr key={e.id}><Table.Td>{dateTime(e.at)}</Table.Td><Table.Td>{kindWords(e.kind.replace(/^attempt:/, ''))}</Table.Td><Table.Td>{e.stars ? `${String(e.stars)} stars` : e.outcome}</Table.Td>
                  <Table.Td>{e.queuedSeconds.toFixed(1)}</Table.Td><Table.Td>{e.seconds.toFixed(1)}</Table.Td><Table.Td>{e.cost.toFixed(4)}</Table.Td></Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </Panel>
  );
}
