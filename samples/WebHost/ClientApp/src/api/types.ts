/** What the service answers: names and units of the service contract. Times are ISO 8601 in UTC. */
export interface Page<T> { items: T[]; next?: string | null }

export interface Me { id: string; email: string; userName: string; roles: string[]; createdAt: string }

export interface UsageOf { used: number; limit?: number | null }

export type Usage = Record<'bytes' | 'tracks' | 'jobs' | 'cost', UsageOf>;

export interface SongKey { tonic: string; mode: string; camelot: string }

export type TrackStatus = 'analysing' | 'ready' | 'unusable';

export interface Track {
  id: string;
  fileName: string;
  status: TrackStatus;
  error?: string | null;
  durationSeconds?: number | null;
  bpm?: number | null;
  key?: SongKey | null;
  stems: string[];
  bytes?: number;
  createdAt?: string;
}

export interface Analysis {
  durationSeconds: number;
  tempo: { bpm: number; confidence: number };
  meter: number;
  beats: number[];
  downbeats: number[];
  key: SongKey & { confidence: number };
  sections: { start: number; end: number; label: string; energy: number }[];
  vocals: { start: number; end: number }[];
  energy: { hopSeconds: number; values: number[] };
}

export type MashupStatus = 'queued' | 'running' | 'ready' | 'failed' | 'cancelled' | 'succeeded';

export interface Mashup {
  id: string;
  title: string;
  status: MashupStatus;
  error?: string | null;
  bpm?: number | null;
  key?: SongKey | null;
  durationSeconds?: number | null;
  score?: number | null;
  createdAt: string;
  variantOf?: string | null;
  variant?: number;
  rating?: { stars: number; comment?: string | null } | null;
  settings?: { trackIds?: string[] };
  /** Parts that can be downloaded; empty until they are asked for. */
  stems?: string[];
  jobId?: string | null;
  revision?: number;
  links?: Record<string, string>;
}

export interface GenerateRequest {
  trackIds: string[];
  durationSeconds: number;
  energy?: number;
  style?: number;
  variants?: number;
  seed?: number;
  vocalsTrackId?: string;
}

export interface GenerateAnswer { jobId: string; mashupIds: string[] }

export type JobStatus = 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';

export interface JobProblem { title?: string; code?: string; detail?: string; retryable?: boolean; traceId?: string | null }

export interface Job {
  id: string;
  kind: string;
  status: JobStatus;
  stage?: string | null;
  progress: number;
  queuePosition?: number | null;
  etaSeconds?: number | null;
  attempts: number;
  createdAt: string;
  startedAt?: string | null;
  endedAt?: string | null;
  error?: JobProblem | null;
  links?: Record<string, string>;
}

export interface DirectionMatch { score: number; bpm: number; semitones: number; reasons: string[] }

/** How well two songs of the pool go together: the voice of one over the music of the other, both ways round. */
export interface Match { a: string; b: string; score: number; vocalsOfA: DirectionMatch; vocalsOfB: DirectionMatch }

export interface Session { id: string; kind: string; client: string; createdAt: string; seenAt: string; isCurrent: boolean }

export interface User {
  id: string;
  email: string;
  userName: string;
  role: string;
  lockedUntil?: string | null;
  createdAt: string;
  lastActiveOn?: string | null;
  tracks: number;
  mashups: number;
  activeJobs: number;
  bytes: number;
  cost: number;
}

export interface AuditRecord { id: string; at: string; event: string; outcome: string; subject: string; address: string; traceId?: string | null }

export interface QueuedJob { userId: string; userName: string; host?: string | null; job: Job }

export interface WorkerProcess { id: string; host: string; slots: number; running: number; startedAt: string; seenAt: string; isAlive: boolean }

export type Stem = 'vocals' | 'drums' | 'bass' | 'other' | 'instrumental' | 'mix';

export interface WarpPoint { beat: number; source: number }

export interface Clip {
  id: string;
  track: string;
  stem: Stem;
  startBeat: number;
  beats: number;
  semitones: number;
  warp: WarpPoint[];
  gainDb: number;
  fadeInBeats: number;
  fadeOutBeats: number;
  automation?: { parameter: string; points: { beat: number; value: number }[] }[];
}

export interface Plan {
  schema: string;
  seed: number;
  bpm: number;
  key: { tonic: string; mode: string };
  durationSeconds: number;
  sampleRate: number;
  tracks: { id: string; file: string; sha256: string; bpm: number; key: { tonic: string; mode: string } }[];
  sections: { startBeat: number; beats: number; label: string }[];
  clips: Clip[];
  score: { overall: number; harmonic: number; rhythmic: number; spectral: number };
  rationale: string[];
}
