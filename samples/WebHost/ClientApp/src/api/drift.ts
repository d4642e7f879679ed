import type { components } from '../../generated/schema';
import type {
  AuditRecord, DirectionMatch, GenerateAnswer, GenerateRequest, Job, JobProblem, Mashup, Match, Me, QueuedJob, Session, SongKey, Track, Usage, User, WorkerProcess,
} from './types';

// generated/schema.d.ts is made of openapi.json whenever the app is built, and a test of the service holds openapi.json to the service itself.
type Answers = components['schemas'];

/** What we read that the service does not write. */
type Unknown<Ours, Theirs> = Exclude<keyof Ours, keyof Theirs>;

/** Fails to compile, and so to build, where a page reads what the service does not write. */
type Nothing<T extends never> = T;

export type Drift =
  | Nothing<Unknown<Track, Answers['TrackAnswer']>>
  | Nothing<Unknown<Mashup, Answers['MashupAnswer']>>
  | Nothing<Unknown<Job, Answers['JobAnswer']>>
  | Nothing<Unknown<JobProblem, Answers['JobProblem']>>
  | Nothing<Unknown<Me, Answers['MeAnswer']>>
  | Nothing<Unknown<Usage, Answers['UsageAnswer']>>
  | Nothing<Unknown<SongKey, Answers['KeyAnswer']>>
  | Nothing<Unknown<GenerateRequest, Answers['GenerateRequest']>>
  | Nothing<Unknown<GenerateAnswer, Answers['GenerateAnswer']>>
  | Nothing<Unknown<Match, Answers['MatchAnswer']>>
  | Nothing<Unknown<DirectionMatch, Answers['DirectionMatch']>>
  | Nothing<Unknown<Session, Answers['SessionAnswer']>>
  | Nothing<Unknown<User, Answers['UserAnswer']>>
  | Nothing<Unknown<AuditRecord, Answers['AuditAnswer']>>
  | Nothing<Unknown<QueuedJob, Answers['QueuedJobAnswer']>>
  | Nothing<Unknown<WorkerProcess, Answers['WorkerAnswer']>>;
