package io.geostream.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Picks TCP ports for servers that are to be stopped and started again on the same port.
 *
 * <p>They lie below the range that Linux (32768 and up) and macOS (49152 and up) take the local
 * ports of outgoing connections from. A client that tries again and again to reach a stopped server
 * on a port of that range could get this port for its own end, connect to itself, and prevent the
 * server from restarting.
 */
final class FreePorts {
  private static final int LOWEST = 16_000;
  private static final int BELOW = 32_000;
  private static final int ATTEMPTS = 200;

  private FreePorts() {}

  /** As many different ports, free on 127.0.0.1 at this moment. */
  static List<Integer> pick(int count) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int attempt = 0; held.size() < count; attempt++) {
        if (attempt == ATTEMPTS) {
          throw new StackException("no free TCP port found between " + LOWEST + " and " + BELOW);
        }
        tryToHold(ThreadLocalRandom.current().nextInt(LOWEST, BELOW), held);
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      held.forEach(FreePorts::close);
    }
  }

  private static void tryToHold(int port, List<ServerSocket> held) {
    try {
      ServerSocket socket = new ServerSocket();
      try {
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        held.add(socket);
      } catch (IOException taken) {
        socket.close();
      }
    } catch (IOException e) {
      throw new StackException("cannot open a TCP socket: " + e.getMessage(), e);
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new StackException("cannot close a TCP socket: " + e.getMessage(), e);
    }
  }
}
