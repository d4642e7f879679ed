import { Navigate } from 'react-router';
import { Loading } from '../design/states';
import { useMe } from '../features/account/api';
import { WelcomePage } from '../features/account/WelcomePage';

/** The welcome for those we do not know, the songs for those we do. */
export function Home() {
  const me = useMe();
  if (me.isPending) {
    return <Loading />;
  }

  return me.data ? <Navigate to="/create" replace /> : <WelcomePage />;
}
