package io.geostream.stack;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.PullResponseItem;
import java.util.function.Consumer;

/**
 * An image, in the engine or in a registry.
 *
 * @param repository without the tag
 */
record DockerImage(String repository, String tag) {

  /**
   * Makes sure that the engine has it; pulls it if necessary, as long as the pull makes progress.
   *
   * @throws StackException if it cannot be had
   */
  void ensure(DockerClient client, DockerCalls calls, Progress progress) {
    if (!calls.run("looking for it", () -> isThere(client))) {
      pull(client, calls, progress);
    }
  }

  private boolean isThere(DockerClient client) {
    try {
      client.inspectImageCmd(toString()).exec();
      return true;
    } catch (NotFoundException notThere) {
      return false;
    }
  }

  private void pull(DockerClient client, DockerCalls calls, Progress progress) {
    ProgressClock clock = new ProgressClock(calls.limit());
    PullProgress pulled = new PullProgress();
    Throttle throttle = new Throttle(progress);
    Consumer<PullResponseItem> items =
        item -> {
          if (pulled.add(item)) {
            clock.moved();
          }
        };
    try (DockerStream<PullResponseItem> stream = new DockerStream<>(items)) {
      calls.run(
          "pulling it",
          () -> {
            client.pullImageCmd(repository).withTag(tag).exec(stream);
            stream.await();
            return true;
          },
          tooLate -> {},
          clock,
          () -> throttle.show("pulling " + this + pulled.megabytes()));
    }
  }

  /** As it is written everywhere: {@code repository:tag}. */
  @Override
  public String toString() {
    return repository + ":" + tag;
  }

  /** Shows the progress if it has changed, and not too often. */
  private static final class Throttle {
    private final Progress progress;
    private long shownAt = System.nanoTime();
    private String shown = "";

    Throttle(Progress progress) {
      this.progress = progress;
    }

    void show(String line) {
      long now = System.nanoTime();
      if (now - shownAt >= progress.every().toNanos() && !line.equals(shown)) {
        shownAt = now;
        shown = line;
        progress.lines().accept(line);
      }
    }
  }
}
