import { ActionIcon, Menu, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconChartBar, IconList, IconLogout, IconMoon, IconMusicPlus, IconPlaylist, IconSun, IconUserCircle } from '@tabler/icons-react';
import { Link, NavLink, Outlet, ScrollRestoration } from 'react-router';
import { isAdmin, logOut, useMe } from '../features/account/api';
import { SessionExpired } from '../features/account/SessionExpired';
import { complain } from './says';
import './shell.css';

const places = [
  { to: '/create', name: 'Create', icon: IconMusicPlus },
  { to: '/mashups', name: 'My mashups', icon: IconPlaylist },
  { to: '/queue', name: 'Queue', icon: IconList },
];

/** What stands around every page. */
export function Shell() {
  const me = useMe().data;
  const links = isAdmin(me) ? [...places, { to: '/admin', name: 'Admin', icon: IconChartBar }] : places;
  return (
    <>
      <a className="skip" href="#content">To the content</a>
      <header className="top">
        <div className="top-inner">
          <Link className="brand" to="/" aria-label="Mashup, to the start"><img src="/favicon.svg" width={28} height={28} alt="" /><span>Mashup</span></Link>
          {me ? (
            <nav className="places" aria-label="Pages">
              {links.map(({ to, name, icon: Icon }) => <NavLink key={to} to={to}><Icon size={20} stroke={1.7} aria-hidden /><span>{name}</span></NavLink>)}
            </nav>
          ) : null}
          <span className="end row-tight"><SchemeSwitch />{me ? <AccountMenu email={me.email} /> : null}</span>
        </div>
      </header>
      <main id="content" tabIndex={-1}><Outlet /></main>
      <SessionExpired />
      <ScrollRestoration />
    </>
  );
}

function SchemeSwitch() {
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme('light') === 'dark';
  const Icon = isDark ? IconSun : IconMoon;
  return (
    <ActionIcon variant="subtle" color="gray" size="lg" aria-label={isDark ? 'Light colours' : 'Dark colours'} onClick={() => { setColorScheme(isDark ? 'light' : 'dark'); }}>
      <Icon size={20} stroke={1.7} />
    </ActionIcon>
  );
}

function AccountMenu({ email }: { email: string }) {
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
