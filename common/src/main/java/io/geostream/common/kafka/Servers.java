package io.geostream.common.kafka;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.utils.Utils;

/** The brokers that a client asks first: {@code host:port}, checked before. */
record Servers(List<String> addresses) {

  static Servers of(Map<String, Object> settings) {
    String servers = String.valueOf(settings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
    return new Servers(Arrays.asList(servers.strip().split("\\s*,\\s*")));
  }

  /** Whether none of them can be resolved now. */
  boolean areUnknown() {
    return addresses.stream().map(Servers::resolve).allMatch(InetSocketAddress::isUnresolved);
  }

  static InetSocketAddress resolve(String address) {
    return new InetSocketAddress(Utils.getHost(address), Utils.getPort(address));
  }

  @Override
  public String toString() {
    return String.join(",", addresses);
  }
}
