package io.geostream.consumer.watch;

import io.geostream.common.daemon.Faults;
import io.geostream.common.daemon.Outage;
import io.geostream.common.daemon.StopSignal;
import io.geostream.consumer.kafka.TopicInfo;
import io.geostream.consumer.kafka.Topics;
import io.geostream.consumer.offsets.LogMismatchException;
import io.geostream.consumer.offsets.OffsetKey;
import io.geostream.consumer.worker.EndOffsets;
import io.geostream.consumer.write.FaultKind;
import org.apache.kafka.common.KafkaException;

/**
 * Asks the brokers for the topic every few seconds. A poll that brings nothing looks the same
 * whether there are no records or no brokers; this distinguishes an outage from quiet, and a
 * recreated topic from the one that was being read.
 */
public final class TopicWatch implements Runnable {

  private final Topics topics;
  private final OffsetKey key;
  private final EndOffsets ends;
  private final Outage broker;
  private final Outage presence;
  private final StopSignal stop;

  /**
   * Watches the topic of the key.
   *
   * @param ends is told where its partitions end
   * @param broker begins when no broker answers
   * @param presence begins when the topic is not there
   */
  public TopicWatch(
      Topics topics,
      OffsetKey key,
      EndOffsets ends,
      Outage broker,
      Outage presence,
      StopSignal stop) {
    this.topics = topics;
    this.key = key;
    this.ends = ends;
    this.broker = broker;
    this.presence = presence;
    this.stop = stop;
  }

  @Override
  public void run() {
    try {
      TopicInfo topic = topics.describe(key.topic());
      if (topic == null) {
        broker.recovered(this);
        presence.failed(this, key.topic() + " does not exist any more");
      } else if (!topic.id().equals(key.topicId())) {
        stop.fail(LogMismatchException.otherTopic(key, key.topicId().toString(), topic));
      } else {
        ends.are(topics.readableEndOffsets(key.topic(), topic.numbers()));
        broker.recovered(this);
        presence.recovered(this);
      }
    } catch (KafkaException e) {
      if (FaultKind.of(e) == FaultKind.FATAL) {
        stop.fail(e);
      } else {
        broker.failed(this, Faults.oneLine(e));
      }
    }
  }
}
