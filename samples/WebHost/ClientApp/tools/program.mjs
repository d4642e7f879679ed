// The service as a program uses it: prepares what is then looked at in a browser.
import { must, service } from './browser.mjs';

export class Program {
  static async logIn(email, password) {
    const program = new Program();
    program.token = (await Program.send('POST', '/auth/login', { email, password })).accessToken;
    return program;
  }

  static async send(method, path, body, token) {
    const headers = { 'Content-Type': 'application/json', ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) };
    const answer = await fetch(`${service}/api/v1${path}`, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
    const text = await answer.text();
    must(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  }

  get(path) { return this.send('GET', path); }

  send(method, path, body) { return Program.send(method, path, body, this.token); }

  refused() { return this.get('/me').then(() => false, () => true); }
}
