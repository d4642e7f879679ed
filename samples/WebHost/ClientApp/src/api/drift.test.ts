import { readFileSync } from 'node:fs';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { expect, expectTypeOf, it } from 'vitest';
import type { components } from './schema';
import type { GenerateAnswer, GenerateRequest, Job, JobProblem, Mashup, Me, SongKey, Track, Usage } from './types';

type Answers = components['schemas'];

/** What we read that the service does not write. */
type Unknown<Ours, Theirs> = Exclude<keyof Ours, keyof Theirs>;

it('the description of the service and the types made of it are of one piece', async () => {
  const made = astToString(await openapiTS(JSON.parse(readFileSync('src/api/openapi.json', 'utf8')) as OpenAPI3));
  // tests/Mashup.Samples.Tests holds openapi.json to the service itself.
  expect(readFileSync('src/api/schema.d.ts', 'utf8'), 'run: npm run types').toContain(made.trim());
}, 60_000);

it('what the pages read is what the service writes', () => {
  expectTypeOf<Unknown<Track, Answers['TrackAnswer']>>().toBeNever();
  expectTypeOf<Unknown<Mashup, Answers['MashupAnswer']>>().toBeNever();
  expectTypeOf<Unknown<Job, Answers['JobAnswer']>>().toBeNever();
  expectTypeOf<Unknown<JobProblem, Answers['JobProblem']>>().toBeNever();
  expectTypeOf<Unknown<Me, Answers['MeAnswer']>>().toBeNever();
  expectTypeOf<Unknown<Usage, Answers['UsageAnswer']>>().toBeNever();
  expectTypeOf<Unknown<SongKey, Answers['KeyAnswer']>>().toBeNever();
  expectTypeOf<Unknown<GenerateRequest, Answers['GenerateRequest']>>().toBeNever();
  expectTypeOf<Unknown<GenerateAnswer, Answers['GenerateAnswer']>>().toBeNever();
});
