import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

/** A table that is pushed sideways where the screen is too narrow for it. */
export function Wide({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={label}>
      <Table className="numbers wide-table">{children}</Table>
    </div>
  );
}
