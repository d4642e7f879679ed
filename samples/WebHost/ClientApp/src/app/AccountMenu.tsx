import { ActionIcon, Menu } from '@mantine/core';
import { IconLogout, IconUserCircle } from '@tabler/icons-react';
import { Link } from 'react-router';
import { logOut } from '../features/account/api';
import { complain } from './says';

export default function AccountMenu({ email }: { email: string }) {
  return (
    <Menu position="bottom-end" width={220} withinPortal={false}>
      <Menu.Target><ActionIcon variant="subtle" color="gray" size="lg" aria-label="Account"><IconUserCircle size={22} stroke={1.7} /></ActionIcon></Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{email}</Menu.Label>
        <Menu.Item component={Link} to="/profile" leftSection={<IconUserCircle size={18} aria-hidden />}>Profile</Menu.Item>
        <Menu.Item leftSection={<IconLogout size={18} aria-hidden />} onClick={() => { logOut().catch(complain); }}>Log out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
