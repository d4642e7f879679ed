// A line between a browser and a service, that can be cut: whatever is on its way is lost, and nothing comes through until it is mended.
import { connect, createServer } from 'node:net';

export class Line {
  static async to(port) {
    const line = new Line();
    Object.assign(line, { sockets: new Set(), isCut: false });
    line.server = createServer((near) => {
      if (line.isCut) {
        near.destroy();
        return;
      }

      const far = connect(port, '127.0.0.1');
      for (const [one, other] of [[near, far], [far, near]]) {
        line.sockets.add(one);
        one.on('error', () => other.destroy());
        one.on('close', () => { line.sockets.delete(one); other.destroy(); });
        one.pipe(other);
      }
    });
    await new Promise((resolve) => { line.server.listen(0, '127.0.0.1', resolve); });
    line.port = line.server.address().port;
    return line;
  }

  cut() {
    this.isCut = true;
    this.sockets.forEach((socket) => { socket.destroy(); });
  }

  mend() { this.isCut = false; }

  close() {
    this.cut();
    this.server.close();
  }
}
