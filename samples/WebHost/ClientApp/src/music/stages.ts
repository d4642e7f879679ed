const words: Record<string, string> = {
  decode: 'Reading the songs',
  analyse: 'Listening for beat, key and sections',
  separate: 'Taking voices and instruments apart',
  plan: 'Planning the mix',
  render: 'Mixing',
  encode: 'Saving the files',
};

export const stageOrder = Object.keys(words);

/** What a job is doing, in words that need no theory. */
export const stageWords = (stage: string | null | undefined) => (stage === null || stage === undefined ? 'Getting ready' : words[stage] ?? stage);

export const kindWords = (kind: string) =>
  ({ analysis: 'Listening to a song', mashup: 'New mashup', render: 'Edited mashup', plan: 'Plan', stems: 'Parts of a mashup', download: 'Download', rating: 'Rating' })[kind] ?? kind;
