import { createBrowserRouter, Navigate } from 'react-router';
import { ForgotPage, LogInPage, RegisterPage, ResetPage } from '../features/account/Doors';
import { Home } from './Home';
import { PageFailed, NotFound } from './PageFailed';
import { SignedIn } from './SignedIn';
import { Shell } from './Shell';

/** Pages behind the door come as parts of their own, when they are first opened. */
const page = (load: () => Promise<{ default: React.ComponentType }>) => ({ lazy: async () => ({ Component: (await load()).default }) });

export const router = createBrowserRouter([
  {
    element: <Shell />,
    errorElement: <PageFailed />,
    hydrateFallbackElement: <div />,
    children: [
      {
        errorElement: <PageFailed />,
        children: [
          { index: true, element: <Home /> },
          { path: 'login', element: <LogInPage /> },
          { path: 'register', element: <RegisterPage /> },
          { path: 'forgot', element: <ForgotPage /> },
          { path: 'reset', element: <ResetPage /> },
          {
            element: <SignedIn />,
            children: [
              { path: 'create', ...page(() => import('../features/create/CreatePage')) },
              { path: 'making/:jobId', ...page(() => import('../features/jobs/MakingPage')) },
              { path: 'mashups', ...page(() => import('../features/history/HistoryPage')) },
              { path: 'mashups/:id', ...page(() => import('../features/result/ResultPage')) },
              { path: 'mashups/:id/edit', ...page(() => import('../features/editor/EditorPage')) },
              { path: 'queue', ...page(() => import('../features/queue/QueuePage')) },
              { path: 'profile', ...page(() => import('../features/profile/ProfilePage')) },
              { path: 'admin', ...page(() => import('../features/admin/AdminPage')) },
              { path: 'history', element: <Navigate to="/mashups" replace /> },
            ],
          },
          { path: '*', element: <NotFound /> },
        ],
      },
    ],
  },
]);
