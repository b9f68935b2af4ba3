package io.geostream.consumer.tool.deadletters;

import java.util.List;

/** Where letters go once enough of them are together. */
interface Outbox {

  /** Sends them, and counts each of them. */
  void send(List<Outgoing> letters);
}
