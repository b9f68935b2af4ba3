// The way from the server: events that it pushes. The browser reconnects by itself, and gets the whole run again.
export function listen(handlers) {
  const source = new EventSource("events");
  source.addEventListener("hello", (event) => {
    handlers.connected();
    handlers.hello(JSON.parse(event.data));
  });
  source.addEventListener("tick", (event) => handlers.tick(JSON.parse(event.data)));
  source.addEventListener("error", () => {
    if (handlers.isOver()) {
      source.close();
      return;
    }
    handlers.lost();
    // An answer that is no stream (too many look on) ends the browser's own tries.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listen(handlers), 5_000);
  });
}
