package io.geostream.stack;

import com.github.dockerjava.api.async.ResultCallback;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A streamed answer of an engine. Docker's own class for it would log errors. */
final class DockerStream<T> implements ResultCallback<T> {
  private final Consumer<T> items;
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private @Nullable Closeable stream;
  private boolean closed;

  DockerStream(Consumer<T> items) {
    this.items = items;
  }

  @Override
  public synchronized void onStart(Closeable started) {
    stream = started;
    if (closed) {
      closeQuietly(started);
    }
  }

  @Override
  public void onNext(T item) {
    items.accept(item);
  }

  @Override
  public void onError(Throwable fault) {
    end.completeExceptionally(fault);
  }

  @Override
  public void onComplete() {
    end.complete(null);
  }

  /** Waits for its end. */
  void await() throws ExecutionException, InterruptedException {
    end.get();
  }

  /** Hangs up, which makes the engine stop a pull; at once when the stream has yet to start. */
  @Override
  public synchronized void close() {
    closed = true;
    if (stream != null) {
      closeQuietly(stream);
    }
    end.cancel(false);
  }

  private static void closeQuietly(Closeable stream) {
    try {
      stream.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot hang up on Docker", e);
    }
  }
}
