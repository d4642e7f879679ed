import type { ReactNode } from 'react';

interface Props { title?: string; action?: ReactNode; children: ReactNode; label?: string }

/** A part of a page that belongs together. */
export function Panel({ title, action, children, label }: Props) {
  return (
    <section className="panel stack" aria-label={label ?? title}>
      {title === undefined ? null : <div className="row"><h2 className="grow">{title}</h2>{action}</div>}
      {children}
    </section>
  );
}
