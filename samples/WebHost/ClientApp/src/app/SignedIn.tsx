import { Navigate, Outlet, useLocation } from 'react-router';
import { Failed, Loading } from '../design/states';
import { useMe } from '../features/account/api';

/** Lets those through who are signed in; the others find their way back here after the door. */
export function SignedIn() {
  const me = useMe();
  const here = useLocation();
  if (me.isPending) {
    return <Loading />;
  }
  if (me.data === undefined) {
    return <Failed title="The service does not answer" error={me.error} retry={() => { void me.refetch(); }} />;
  }

  return me.data === null ? <Navigate to={`/login?to=${encodeURIComponent(here.pathname + here.search)}`} replace /> : <Outlet />;
}
