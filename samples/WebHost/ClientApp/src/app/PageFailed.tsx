import { Button } from '@mantine/core';
import { Link, useRouteError } from 'react-router';
import { Empty, Failed } from '../design/states';

/** A page that broke, or whose part could not be loaded. */
export function PageFailed() {
  const error = useRouteError();
  return <Failed title="This page stumbled" error={error} retry={() => { location.reload(); }} />;
}

export function NotFound() {
  return <Empty isPage title="There is no such page"><Button component={Link} to="/">To the start</Button></Empty>;
}
