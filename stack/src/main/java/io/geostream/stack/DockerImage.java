package io.geostream.stack;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.PullResponseItem;

/**
 * An image, in the engine or in a registry.
 *
 * @param repository without the tag
 */
record DockerImage(String repository, String tag) {

  /**
   * Makes sure that the engine has it, for which it is pulled if need be, as long as that moves.
   *
   * @throws StackException if it cannot be had
   */
  void ensure(DockerClient client, DockerCalls calls, Progress progress) {
    if (!calls.run("looking for image " + this, () -> isThere(client))) {
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
    String what = "pulling " + this;
    ProgressClock clock = new ProgressClock(calls.limit());
    PullProgress pulled = new PullProgress(clock);
    Throttle throttle = new Throttle(progress);
    try (DockerStream<PullResponseItem> stream = new DockerStream<>(pulled::add)) {
      calls.run(
          what,
          () -> {
            client.pullImageCmd(repository).withTag(tag).exec(stream);
            stream.await();
            return true;
          },
          tooLate -> {},
          clock,
          () -> throttle.show(what, pulled.megabytes()));
    }
  }

  /** As it is written everywhere: {@code repository:tag}. */
  @Override
  public String toString() {
    return repository + ":" + tag;
  }

  /** Shows how far it is, but not too often, and nothing if all is done before the first time. */
  private static final class Throttle {
    private final Progress progress;
    private long shownAt = System.nanoTime();

    Throttle(Progress progress) {
      this.progress = progress;
    }

    void show(String what, String howFar) {
      long now = System.nanoTime();
      if (now - shownAt >= progress.every().toNanos()) {
        shownAt = now;
        progress.lines().accept(howFar.isEmpty() ? what : what + ": " + howFar);
      }
    }
  }
}
