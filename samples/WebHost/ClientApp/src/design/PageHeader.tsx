import { useEffect, type ReactNode } from 'react';

interface Props { title: string; says?: ReactNode; action?: ReactNode }

/** The one heading of a page, and the name of the browser's tab. */
export function PageHeader({ title, says, action }: Props) {
  useEffect(() => { document.title = `${title} · Mashup`; }, [title]);
  return (
    <header className="row page-header">
      <div className="grow">
        <h1>{title}</h1>
        {says === undefined ? null : <p className="muted">{says}</p>}
      </div>
      {action}
    </header>
  );
}
