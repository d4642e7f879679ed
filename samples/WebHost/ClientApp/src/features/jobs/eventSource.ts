/** One server-sent event. */
export interface ServerEvent { id: string; event: string; data: string }

/** Cuts a stream of text into server-sent events, whatever the pieces it arrives in. */
export class EventParser {
  private buffer = '';
  private lastId = '';

  /** Adds a piece; answers with the events that it completes. */
  push(piece: string): ServerEvent[] {
    this.buffer += piece.replaceAll('\r\n', '\n');
    const blocks = this.buffer.split('\n\n');
    this.buffer = blocks.pop() ?? '';
    return blocks.map((block) => this.parse(block)).filter((e) => e !== null);
  }

  private parse(block: string): ServerEvent | null {
    let event = 'message';
    const data: string[] = [];
    for (const line of block.split('\n')) {
      const colon = line.indexOf(':');
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
      if (field === 'id') {
        this.lastId = value;
      } else if (field === 'event') {
        event = value;
      } else if (field === 'data') {
        data.push(value);
      }
    }

    return data.length === 0 ? null : { id: this.lastId, event, data: data.join('\n') };
  }
}
