// A job that never gets any further, so that its page can be looked at.
const job = {
  id: 'held', kind: 'mashup', status: 'running', stage: 'separate', progress: 0.42, etaSeconds: 25, attempts: 1,
  createdAt: '2026-01-01T12:00:00Z', startedAt: '2026-01-01T12:00:01Z', links: {},
};

/** The pages that are opened from now on know this job, at making/held. */
export function holdJob(page) {
  return page.addInitScript((event) => {
    const original = window.fetch;
    const held = () => new Response(new ReadableStream({ start(line) { line.enqueue(new TextEncoder().encode(event)); } }));
    window.fetch = (input, given) => (String(input).endsWith('/jobs/held/events') ? Promise.resolve(held()) : original(input, given));
  }, `id: 1\nevent: job\ndata: ${JSON.stringify(job)}\n\n`);
}
