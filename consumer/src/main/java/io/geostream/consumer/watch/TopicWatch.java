package io.geostream.consumer.watch;

import io.geostream.common.daemon.Faults;
import io.geostream.common.daemon.Outage;
import io.geostream.common.daemon.StopSignal;
import io.geostream.consumer.kafka.TopicInfo;
import io.geostream.consumer.kafka.Topics;
import io.geostream.consumer.offsets.LogMismatchException;
import io.geostream.consumer.offsets.TopicIdentity;
import io.geostream.consumer.worker.EndOffsets;
import io.geostream.consumer.write.FaultKind;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/**
 * Asks the brokers for the topic every few seconds. An empty poll may mean no records or no
 * brokers; this watch distinguishes the two, and a recreated topic from the one that was being
 * read.
 */
public final class TopicWatch implements Runnable {

  private final TopicIdentity topic;
  private final Topics topics;
  private final EndOffsets ends;
  private final Outage broker;
  private final Outage presence;
  private final StopSignal stop;

  /**
   * @param topics asks the brokers where the topic's partitions end
   * @param ends gets these ends
   * @param broker begins when no broker answers
   * @param presence begins when the topic is not there
   */
  public TopicWatch(
      TopicIdentity topic,
      Topics topics,
      EndOffsets ends,
      Outage broker,
      Outage presence,
      StopSignal stop) {
    this.topic = topic;
    this.topics = topics;
    this.ends = ends;
    this.broker = broker;
    this.presence = presence;
    this.stop = stop;
  }

  @Override
  public void run() {
    try {
      Optional<TopicInfo> found = topic.find();
      if (found.isPresent()) {
        ends.are(topics.readableEndOffsets(topic.name(), found.get().numbers()));
        presence.recovered(this);
      } else {
        presence.failed(this, topic.name() + " does not exist any more");
      }
      broker.recovered(this);
    } catch (LogMismatchException e) {
      stop.fail(e);
    } catch (KafkaException e) {
      if (FaultKind.of(e) == FaultKind.FATAL) {
        stop.fail(e);
      } else {
        broker.failed(this, Faults.oneLine(e));
      }
    }
  }
}
