import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconChartBar, IconList, IconMoon, IconMusicPlus, IconPlaylist, IconSun, IconUserCircle } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { Link, NavLink, Outlet, ScrollRestoration } from 'react-router';
import { isAdmin, useMe } from '../features/account/api';

const AccountMenu = lazy(() => import('./AccountMenu'));
const SessionExpired = lazy(() => import('../features/account/SessionExpired'));

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
          <span className="end row-tight"><SchemeSwitch />{me ? <Suspense fallback={<AccountIcon />}><AccountMenu email={me.email} /></Suspense> : null}</span>
        </div>
      </header>
      <main id="content" tabIndex={-1}><Outlet /></main>
      {me ? <Suspense><SessionExpired /></Suspense> : null}
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

// Until the menu is here.
function AccountIcon() {
  return <span className="account-icon"><IconUserCircle size={22} stroke={1.7} aria-hidden /></span>;
}
