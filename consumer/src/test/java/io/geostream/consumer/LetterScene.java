package io.geostream.consumer;

import io.geostream.stack.KafkaBroker;
import io.geostream.stack.testing.SharedStack;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A topic, its dead letters, and the tools that run on them. */
abstract class LetterScene {

  @TempDir Path folder;

  final KafkaBroker broker = SharedStack.broker();
  final String topic = SharedStack.freshTopic();
  final String deadLetters = topic + ".dead-letter";
  @AutoClose final Letters letters = new Letters(broker);
  LetterTools tools;

  @BeforeEach
  void makeTheTopic() {
    broker.createTopic(topic, 3);
    tools = new LetterTools(broker, topic, folder);
  }
}
