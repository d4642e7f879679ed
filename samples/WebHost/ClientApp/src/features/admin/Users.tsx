import { Badge, Button, Menu, Table, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { get, put } from '../../api/http';
import type { Page, User } from '../../api/types';
import { complain } from '../../app/says';
import { Panel } from '../../design/Panel';
import { Empty, Failed, LoadingRows } from '../../design/states';
import { dateTime, megabytes } from '../../music/format';
import { useMe } from '../account/api';
import { Wide } from './Wide';

type Change = { role: 'Admin' | 'User' } | { locked: boolean };

/** Who has an account, and what may be done about it. */
export default function Users() {
  const client = useQueryClient();
  const me = useMe().data;
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 250);
  const users = useInfiniteQuery({
    queryKey: ['admin', 'users', q], initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => get<Page<User>>('/admin/users', { query: { q, limit: 50, after: pageParam }, signal }),
    getNextPageParam: (page) => page.next ?? null, placeholderData: keepPreviousData,
  });
  const change = useMutation({
    mutationFn: ({ id, to }: { id: string; to: Change }) => put(`/admin/users/${id}`, to),
    onSettled: () => client.invalidateQueries({ queryKey: ['admin', 'users'] }), onError: complain,
  });
  const all = users.data?.pages.flatMap((p) => p.items) ?? [];
  return (
    <Panel title="Users" action={<TextInput type="search" aria-label="Search users" placeholder="Name or e-mail" value={typed} onChange={(e) => { setTyped(e.currentTarget.value); }} />}>
      {users.isPending ? <LoadingRows rows={3} height={40} /> : null}
      {users.isError ? <Failed title="The users cannot be shown" error={users.error} retry={() => { void users.refetch(); }} /> : null}
      {users.isSuccess && all.length === 0 ? <Empty title={`Nobody is called “${q}”`} /> : null}
      {all.length === 0 ? null : (
        <Wide label="Table of users">
          <Table.Thead><Table.Tr><Table.Th>Who</Table.Th><Table.Th>Since</Table.Th><Table.Th>Songs</Table.Th><Table.Th>Mashups</Table.Th><Table.Th>Space</Table.Th><Table.Th>Cost</Table.Th><Table.Th><span className="hidden-words">Actions</span></Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>
            {all.map((u) => (
              <Table.Tr key={u.id}>
                <Table.Td><strong className="user-name cut" title={u.userName}>{u.userName}</strong> {u.role === 'Admin' ? <Badge variant="light">Admin</Badge> : null} {u.lockedUntil ? <Badge variant="light" color="red">Locked</Badge> : null}
                  {u.email === u.userName ? null : <div className="small muted">{u.email}</div>}</Table.Td>
                <Table.Td>{dateTime(u.createdAt)}</Table.Td><Table.Td>{u.tracks}</Table.Td><Table.Td>{u.mashups}</Table.Td><Table.Td>{megabytes(u.bytes)}</Table.Td><Table.Td>{u.cost.toFixed(2)}</Table.Td>
                <Table.Td>{u.id === me?.id ? <span className="muted small">you</span> : <Actions user={u} onChange={(to) => { change.mutate({ id: u.id, to }); }} />}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Wide>
      )}
      {users.hasNextPage ? <div><Button variant="default" loading={users.isFetchingNextPage} onClick={() => { void users.fetchNextPage(); }}>Show more</Button></div> : null}
    </Panel>
  );
}

function Actions({ user, onChange }: { user: User; onChange: (to: Change) => void }) {
  const isLocked = user.lockedUntil !== null && user.lockedUntil !== undefined;
  return (
    <Menu position="bottom-end">
      <Menu.Target><Button size="compact-sm" variant="default" aria-label={`Change ${user.userName}`}>Change</Button></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => { onChange({ role: user.role === 'Admin' ? 'User' : 'Admin' }); }}>{user.role === 'Admin' ? 'Make an ordinary user' : 'Make an administrator'}</Menu.Item>
        <Menu.Item {...(isLocked ? {} : { color: 'var(--mantine-color-error)' })} onClick={() => { onChange({ locked: !isLocked }); }}>{isLocked ? 'Unlock' : 'Lock'}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
