import { Bars } from './Bars';
import type { Bucket } from './types';

const generations = (b: Bucket) => b.generations;
const successes = (b: Bucket) => b.generations * (b.successRate ?? 1);
const median = (b: Bucket) => b.generationSeconds.total?.p50;
const slow = (b: Bucket) => b.generationSeconds.total?.p95;
const users = (b: Bucket) => b.activeUsers;
const downloads = (b: Bucket) => b.downloads;
const stars = (b: Bucket) => b.meanStars;
const cost = (b: Bucket) => b.cost;
const seconds = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} s`;

/** The figures over time. */
export function Charts({ buckets }: { buckets: Bucket[] }) {
  return (
    <div className="charts">
      <Bars title="Generations" buckets={buckets} of={successes} behind={generations} names={['succeeded', 'all']} words={(v) => String(Math.round(v))} />
      <Bars title="Time to a mashup" buckets={buckets} of={median} behind={slow} names={['median', 'p95']} words={seconds} />
      <Bars title="Active users" buckets={buckets} of={users} />
      <Bars title="Downloads" buckets={buckets} of={downloads} />
      <Bars title="Stars" buckets={buckets} of={stars} words={(v) => v.toFixed(1)} />
      <Bars title="Cost" buckets={buckets} of={cost} words={(v) => v.toFixed(4)} />
    </div>
  );
}
