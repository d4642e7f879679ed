import { Notifications } from '@mantine/notifications';

/** Where short messages appear; those that came before it are shown when it is here. */
export default function Notices() {
  return <Notifications position="bottom-center" limit={3} />;
}
