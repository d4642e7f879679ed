import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { base, get } from '../../api/http';
import { Panel } from '../../design/Panel';
import { Failed, Loading } from '../../design/states';
import { Charts } from './Charts';
import { Events } from './Events';
import { StageTimes } from './StageTimes';
import type { Telemetry } from './types';

const day = 86_400_000;
const isoDay = (time: number) => new Date(time).toISOString().slice(0, 10);
const percent = (share: number | null) => (share === null ? '–' : `${String(Math.round(share * 100))} %`);
const seconds = (value: number | null | undefined) => (value === null || value === undefined ? '–' : `${value.toFixed(value < 10 ? 1 : 0)} s`);

/** What the service did, over time. */
export default function Figures() {
  const [range, setRange] = useState(() => ({ from: isoDay(Date.now() - 30 * day), to: isoDay(Date.now()), bucket: 'day' }));
  const query = { from: `${range.from}T00:00:00Z`, to: `${range.to}T23:59:59Z`, bucket: range.bucket };
  const telemetry = useQuery({
    queryKey: ['telemetry', query], queryFn: ({ signal }) => get<Telemetry>('/admin/telemetry', { query, signal }),
    enabled: range.from !== '' && range.to !== '', refetchInterval: 30_000, placeholderData: (old) => old,
  });
  const csv = (what: string) => `${base}/admin/${what}?${new URLSearchParams({ ...query, format: 'csv' }).toString()}`;
  const total = telemetry.data?.total;
  return (
    <div className="stack-lg">
      <div className="row admin-range">
        <TextInput type="date" label="From" value={range.from} max={range.to} onChange={(e) => { setRange({ ...range, from: e.currentTarget.value }); }} />
        <TextInput type="date" label="To" value={range.to} min={range.from} onChange={(e) => { setRange({ ...range, to: e.currentTarget.value }); }} />
        <SegmentedControl aria-label="By" value={range.bucket} onChange={(bucket) => { setRange({ ...range, bucket }); }} data={[{ value: 'hour', label: 'Hour' }, { value: 'day', label: 'Day' }, { value: 'week', label: 'Week' }]} />
        <span className="row-tight end">
          <Button component="a" href={csv('telemetry')} download variant="default" leftSection={<IconDownload size={18} aria-hidden />}>Figures CSV</Button>
          <Button component="a" href={csv('events')} download variant="default" leftSection={<IconDownload size={18} aria-hidden />}>Events CSV</Button>
        </span>
      </div>
      {telemetry.isPending ? <Loading /> : null}
      {telemetry.isError ? <Failed title="The figures cannot be shown" error={telemetry.error} retry={() => { void telemetry.refetch(); }} /> : null}
      {telemetry.data === undefined || total === undefined ? null : (
        <>
          <dl className="figures">
            <Figure name="Generations" value={String(total.generations)} />
            <Figure name="Success" value={percent(total.successRate)} />
            <Figure name="Median time" value={seconds(total.generationSeconds.total?.p50)} />
            <Figure name="p95 time" value={seconds(total.generationSeconds.total?.p95)} />
            <Figure name="Downloads" value={String(total.downloads)} />
            <Figure name="Ratings" value={String(total.ratings)} />
            <Figure name="Stars" value={total.meanStars === null ? '–' : total.meanStars.toFixed(1)} />
            <Figure name="Active users" value={String(telemetry.data.activeUsers)} />
            <Figure name="30-day return" value={percent(telemetry.data.retention30Days)} />
            <Figure name="Cost" value={total.cost.toFixed(2)} />
          </dl>
          <Charts buckets={telemetry.data.buckets} />
          <Panel title="Time by stage"><StageTimes stages={total.generationSeconds} /></Panel>
        </>
      )}
      {telemetry.isPending ? null : <Events from={query.from} to={query.to} />}
    </div>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return <div className="panel"><dt className="small muted">{name}</dt><dd className="numbers">{value}</dd></div>;
}
