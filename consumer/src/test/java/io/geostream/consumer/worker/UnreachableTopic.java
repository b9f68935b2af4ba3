package io.geostream.consumer.worker;

import io.geostream.consumer.kafka.Topics;
import io.geostream.consumer.offsets.OffsetKey;
import io.geostream.consumer.offsets.OffsetTable;
import io.geostream.consumer.offsets.PositionLoader;
import io.geostream.consumer.settings.Start;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;

/** A topic that no broker can be asked about. */
final class UnreachableTopic {

  /** With it, nothing has to be asked. */
  static final long NO_NEWS = -1;

  private static final OffsetKey KEY = new OffsetKey("g", "c", "readings", Uuid.ZERO_UUID);

  private UnreachableTopic() {}

  static TopicGuard guard(LongSupplier news) {
    return new TopicGuard(loader(KEY).topic(), news);
  }

  static PositionLoader loader(OffsetKey key) {
    Admin noBroker =
        (Admin)
            Proxy.newProxyInstance(
                Admin.class.getClassLoader(),
                new Class<?>[] {Admin.class},
                (proxy, method, arguments) -> {
                  throw new TimeoutException("no broker");
                });
    Topics topics = new Topics(noBroker, Duration.ofSeconds(1));
    return new PositionLoader(new OffsetTable(key), topics, Start.EARLIEST);
  }
}
