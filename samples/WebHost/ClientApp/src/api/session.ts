type Listener = () => void;

/** Tells the page when the service no longer knows who is asking. */
class SessionSignal {
  private readonly listeners = new Set<Listener>();

  onExpired(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  expired(): void {
    this.listeners.forEach((listener) => { listener(); });
  }
}

export const session = new SessionSignal();
