// A service of our own, that can be ended as a crash would end it.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { must, setService } from './browser.mjs';
import { Line } from './line.mjs';

export class Service {
  static async start(program, data, settings) {
    const service = new Service();
    Object.assign(service, { program, data, settings, port: await freePort(), process: null });
    await service.startAgain();
    service.line = await Line.to(service.port);
    setService(`http://127.0.0.1:${service.line.port}`);
    return service;
  }

  /** The same service over the same data, at the same address. */
  async startAgain() {
    const pages = fileURLToPath(new URL('../../wwwroot', import.meta.url));
    const given = ['--urls', `http://127.0.0.1:${this.port}`, '--Data', this.data, '--webroot', pages];
    this.process = spawn('dotnet', [this.program, ...given], { env: { ...process.env, ...this.settings }, stdio: ['ignore', 'ignore', 'inherit'] });
    for (let tries = 0; tries < 1200; tries++) {
      must(this.process.exitCode === null, 'The service does not start.');
      if (await fetch(`http://127.0.0.1:${this.port}/health/live`).then((r) => r.ok, () => false)) {
        return;
      }
      await new Promise((resolve) => { setTimeout(resolve, 100); });
    }

    throw new Error('The service does not answer.');
  }

  async end() {
    this.line.close();
    await this.kill();
  }

  async kill() {
    if (this.process.exitCode === null) {
      const gone = new Promise((resolve) => { this.process.once('exit', resolve); });
      this.process.kill('SIGKILL');
      await gone;
    }
  }
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => { resolve(port); });
    });
  });
}
