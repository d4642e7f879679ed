import { Table } from '@mantine/core';
import { stageWords } from '../../music/stages';
import type { Percentiles } from './types';

const words = (value: number | null) => (value === null ? '–' : value.toFixed(1));

export function StageTimes({ stages }: { stages: Record<string, Percentiles> }) {
  return (
    <Table aria-label="Seconds by stage" className="numbers stage-times">
      <Table.Thead><Table.Tr><Table.Th>Stage</Table.Th><Table.Th>Median, s</Table.Th><Table.Th>p95, s</Table.Th></Table.Tr></Table.Thead>
      <Table.Tbody>
        {Object.entries(stages).map(([stage, p]) => (
          <Table.Tr key={stage}><Table.Td>{stage === 'total' ? 'All together' : stageWords(stage)}</Table.Td><Table.Td>{words(p.p50)}</Table.Td><Table.Td>{words(p.p95)}</Table.Td></Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
