export interface Percentiles { p50: number | null; p95: number | null }

export interface Bucket {
  at: string;
  generations: number;
  successRate: number | null;
  generationSeconds: Record<string, Percentiles>;
  downloads: number;
  ratings: number;
  meanStars: number | null;
  activeUsers: number;
  cost: number;
}

export interface Telemetry { from: string; to: string; total: Bucket; buckets: Bucket[]; activeUsers: number; retention30Days: number | null }

export interface AdminEvent { id: string; at: string; kind: string; outcome: string; seconds: number; queuedSeconds: number; cost: number; stars: number | null }

export interface Health { status: string; checks: Record<string, string> }
