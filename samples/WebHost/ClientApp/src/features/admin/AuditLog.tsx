import { Badge, Button, Table, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDownload } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { base, get } from '../../api/http';
import type { AuditRecord, Page } from '../../api/types';
import { Panel } from '../../design/Panel';
import { Empty, Failed, LoadingRows } from '../../design/states';
import { dateTime } from '../../music/format';
import { auditWords } from './auditWords';
import { Wide } from './Wide';

/** What happened to accounts; who it was stands there as a hash only. */
export default function AuditLog() {
  const [typed, setTyped] = useState('');
  const [who] = useDebouncedValue(typed.trim(), 300);
  const audit = useInfiniteQuery({
    queryKey: ['admin', 'audit', who], initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => get<Page<AuditRecord>>('/admin/audit', { query: { who, limit: 50, after: pageParam }, signal }),
    getNextPageParam: (page) => page.next ?? null, placeholderData: keepPreviousData,
  });
  const records = audit.data?.pages.flatMap((p) => p.items) ?? [];
  const csv = `${base}/admin/audit?${new URLSearchParams({ ...(who === '' ? {} : { who }), format: 'csv' }).toString()}`;
  return (
    <Panel title="Audit log" action={(
      <div className="row">
        <TextInput type="search" aria-label="Whose" placeholder="E-mail of one user" value={typed} onChange={(e) => { setTyped(e.currentTarget.value); }} />
        <Button component="a" href={csv} download variant="default" leftSection={<IconDownload size={18} aria-hidden />}>CSV</Button>
      </div>
    )}>
      {audit.isPending ? <LoadingRows rows={3} height={40} /> : null}
      {audit.isError ? <Failed title="The log cannot be shown" error={audit.error} retry={() => { void audit.refetch(); }} /> : null}
      {audit.isSuccess && records.length === 0 ? <Empty title="Nothing is written of this user" /> : null}
      {records.length === 0 ? null : (
        <Wide label="Table of the audit log">
          <Table.Thead><Table.Tr><Table.Th>When</Table.Th><Table.Th>What</Table.Th><Table.Th>Answer</Table.Th><Table.Th>Who</Table.Th><Table.Th>From</Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>
            {records.map((r) => (
              <Table.Tr key={r.id}><Table.Td>{dateTime(r.at)}</Table.Td><Table.Td title={r.event}>{auditWords(r.event)}</Table.Td>
                <Table.Td><Badge variant="light" color={/^[45]/.test(r.outcome) ? 'red' : 'teal'}>{r.outcome}</Badge></Table.Td>
                <Table.Td><code title={r.subject}>{r.subject.slice(0, 10)}</code></Table.Td><Table.Td><code title={r.address}>{r.address.slice(0, 10)}</code></Table.Td></Table.Tr>
            ))}
          </Table.Tbody>
        </Wide>
      )}
      {audit.hasNextPage ? <div><Button variant="default" loading={audit.isFetchingNextPage} onClick={() => { void audit.fetchNextPage(); }}>Show more</Button></div> : null}
    </Panel>
  );
}
