package io.geostream.e2e.faults;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * One client's connection through the proxy: a thread for each direction, each passing on whole
 * messages.
 */
final class ProxiedConnection {

  private static final int SSL_REQUEST = 80877103;
  private static final int GSS_REQUEST = 80877104;
  private static final int CANCEL_REQUEST = 80877102;
  private static final int COMMAND_COMPLETE = 'C';
  private static final int COPY_DATA = 'd';

  /** The signature of a binary COPY and some hundred rows. */
  private static final int COPIED_BEFORE_HOLD = 8_000;

  private final Socket client;
  private final Socket server;
  private final ProxyFaults faults;
  private final Consumer<ProxiedConnection> onClose;
  private final long number;
  private volatile boolean hasRows;

  ProxiedConnection(
      Socket client, Socket server, ProxyFaults faults, Consumer<ProxiedConnection> onClose) {
    this.client = client;
    this.server = server;
    this.faults = faults;
    this.onClose = onClose;
    this.number = faults.opened();
  }

  /** A body of a thread that ends when its connection does. */
  private interface Flow {
    void run() throws IOException, InterruptedException;
  }

  void start() {
    thread("proxy-client", () -> untilClosed(this::fromClient)).start();
  }

  /** Cuts both sides. */
  void close() {
    onClose.accept(this);
    closeQuietly(client);
    closeQuietly(server);
  }

  private void untilClosed(Flow flow) {
    try {
      flow.run();
    } catch (IOException | InterruptedException e) {
      return; // one side is gone: so is the other, now
    } finally {
      close();
    }
  }

  // From the client

  private void fromClient() throws IOException, InterruptedException {
    DataInputStream in = in(client);
    DataOutputStream out = out(server);
    startUp(in, out);
    thread("proxy-server", () -> untilClosed(this::fromServer)).start();
    SentStatements statements = new SentStatements();
    while (true) {
      int type = in.readByte();
      byte[] body = in.readNBytes(in.readInt() - Integer.BYTES);
      faults.awaitFlow(number);
      if (statements.isCommit(type, body) && hasRows && faults.takesCommitRequest()) {
        return;
      }
      if (type == COPY_DATA && body.length > COPIED_BEFORE_HOLD && faults.takesCopy()) {
        // The protocol leaves it to the client where it parts the data of a COPY.
        send(out, type, body, 0, COPIED_BEFORE_HOLD);
        faults.awaitCopyReleased();
        send(out, type, body, COPIED_BEFORE_HOLD, body.length - COPIED_BEFORE_HOLD);
      } else {
        send(out, type, body, 0, body.length);
      }
    }
  }

  /** The first messages have no type, and the answer to some of them is a single byte. */
  private void startUp(DataInputStream in, DataOutputStream out)
      throws IOException, InterruptedException {
    while (true) {
      int length = in.readInt();
      int code = in.readInt();
      byte[] body = in.readNBytes(length - 2 * Integer.BYTES);
      faults.awaitFlow(number);
      out.writeInt(length);
      out.writeInt(code);
      out.write(body);
      out.flush();
      if (code == CANCEL_REQUEST) {
        server.getInputStream().transferTo(OutputStream.nullOutputStream());
        throw new IOException("no more to come");
      }
      if (code != SSL_REQUEST && code != GSS_REQUEST) {
        return;
      }
      int answer = server.getInputStream().read();
      if (answer != 'N') {
        throw new IOException("this proxy reads along, and the server wants to encrypt");
      }
      client.getOutputStream().write(answer);
    }
  }

  // From the server

  private void fromServer() throws IOException, InterruptedException {
    DataInputStream in = in(server);
    DataOutputStream out = out(client);
    while (true) {
      int type = in.readByte();
      byte[] body = in.readNBytes(in.readInt() - Integer.BYTES);
      faults.awaitFlow(number);
      if (type == COMMAND_COMPLETE && isLostCommit(new String(body, StandardCharsets.US_ASCII))) {
        return;
      }
      send(out, type, body, 0, body.length);
    }
  }

  private boolean isLostCommit(String tag) {
    if (tag.startsWith("COPY ")) {
      hasRows = true;
    }
    if (tag.startsWith("ROLLBACK")) {
      hasRows = false;
    }
    if (!tag.startsWith("COMMIT") || !hasRows) {
      return false;
    }
    hasRows = false;
    return faults.takesCommitAnswer();
  }

  private static void send(DataOutputStream out, int type, byte[] body, int from, int length)
      throws IOException {
    out.writeByte(type);
    out.writeInt(length + Integer.BYTES);
    out.write(body, from, length);
    out.flush();
  }

  private static DataInputStream in(Socket socket) throws IOException {
    return new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  }

  private static DataOutputStream out(Socket socket) throws IOException {
    return new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      return; // it was to go anyway
    }
  }

  static Thread thread(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
