package io.geostream.stack;

import com.github.dockerjava.api.DockerClient;
import io.geostream.stack.testing.SkippedTests;
import java.net.URI;
import java.util.Optional;

/** The Docker engine of this machine, for tests that cannot do without. */
final class UsableEngine {
  private UsableEngine() {}

  /** A client of it; skips the test where no engine answers, or where it cannot have the image. */
  static DockerClient orSkip() {
    Optional<URI> place = DockerEngine.ofThisMachine().answering();
    if (place.isEmpty()) {
      SkippedTests.skipThisOne("needs a Docker engine, and none of this machine answers");
    }
    DockerClient client = DockerEngine.connect(place.orElseThrow());
    try {
      DockerSource.IMAGE.ensure(client, new DockerCalls(DockerSource.TIMEOUT), Progress.NONE);
    } catch (StackException e) {
      SkippedTests.skipThisOne("needs the image " + DockerSource.IMAGE + ": " + e.reason());
    }
    return client;
  }
}
