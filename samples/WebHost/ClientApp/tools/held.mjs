// A job that never gets any further, so that its page can be looked at.
import { createServer } from 'node:http';

const job = {
  id: 'held', kind: 'mashup', status: 'running', stage: 'separate', progress: 0.42, etaSeconds: 25, attempts: 1,
  createdAt: '2026-01-01T12:00:00Z', startedAt: '2026-01-01T12:00:01Z', links: {},
};

/** From now on the page gets its events; answers with what ends that. */
export async function holdJob(page) {
  const server = createServer((_, answer) => {
    answer.writeHead(200, { 'Content-Type': 'text/event-stream' });
    answer.write(`id: 1\nevent: job\ndata: ${JSON.stringify(job)}\n\n`);
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const pattern = '**/api/v1/jobs/held/events';
  await page.route(pattern, (route) => route.continue({ url: `http://127.0.0.1:${server.address().port}/` }));
  return async () => {
    await page.unroute(pattern);
    server.closeAllConnections();
    server.close();
  };
}
