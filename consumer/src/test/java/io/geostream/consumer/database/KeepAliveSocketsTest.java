package io.geostream.consumer.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.StandardSocketOptions;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class KeepAliveSocketsTest {

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aMachineThatIsGoneIsNoticedWithinAMinute() throws Exception {
    try (Socket socket = new KeepAliveSockets().createSocket()) {
      assertThat(socket.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
      int idle = socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE);
      int interval = socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL);
      int count = socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT);
      assertThat(idle + interval * count).isLessThanOrEqualTo(60);
    }
  }
}
