package io.geostream.stack;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.geostream.stack.FakeEngine.Answer;
import io.geostream.stack.FakeEngine.Behaviour;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a start with an engine that answers but is of no use. */
class DockerSourceTest {
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String IMAGE = "timescale/timescaledb:2.28.3-pg17";
  private static final String CREATED = "{\"Id\":\"abc\",\"Warnings\":[]}";

  @TempDir Path folder;
  private final List<String> lines = new ArrayList<>();

  /** Docker's client takes longer to be loaded than the engines here are given. */
  @BeforeAll
  static void loadTheClient(@TempDir Path folder) throws IOException {
    try (FakeEngine engine =
        FakeEngine.start(folder, (request, body, answer) -> answer.is(200, "{}"))) {
      DockerEngine.connect(engine.address()).inspectImageCmd(IMAGE).exec();
    }
  }

  @Test
  void anEngineThatHangsIsGivenUp() throws Exception {
    try (FakeEngine engine = FakeEngine.start(folder, (request, body, answer) -> answer.hangs())) {
      long start = System.nanoTime();
      assertThat(failure(engine)).hasMessageContaining("no progress");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(LIMIT, SOON);
    }
  }

  @Test
  void anEngineThatCannotPullSaysWhyInOneLine() throws Exception {
    Behaviour noRoute =
        (request, body, answer) -> {
          if (request.startsWith("POST /images/create")) {
            answer.is(
                500, "{\"message\":\"Get \\\"https://registry/v2/\\\": no route\\nto host\"}");
          } else {
            answer.is(404, "{\"message\":\"No such image\"}");
          }
        };
    try (FakeEngine engine = FakeEngine.start(folder, noRoute)) {
      assertThat(failure(engine))
          .hasMessage("pulling it: Get \"https://registry/v2/\": no route to host");
    }
  }

  @Test
  void aPullIsWaitedForAsLongAsItMovesAndThenHungUpOn() throws Exception {
    CountDownLatch hungUp = new CountDownLatch(1);
    Behaviour pull =
        (request, body, answer) -> {
          if (request.startsWith("GET /images/")) {
            answer.is(404, "{\"message\":\"No such image\"}");
            return;
          }
          answer.begin(200);
          for (int megabytes = 1; megabytes <= 8; megabytes++) {
            downloads(answer, megabytes);
            boolean unused = hungUp.await(LIMIT.toMillis() / 4, MILLISECONDS);
          }
          answer.awaitHangUp();
          hungUp.countDown();
        };
    try (FakeEngine engine = FakeEngine.start(folder, pull)) {
      long start = System.nanoTime();
      assertThat(failure(engine)).hasMessageContaining("no progress");
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(LIMIT.multipliedBy(2), SOON);
      assertThat(lines)
          .contains("pulling " + IMAGE + ": 8 of 210 MB")
          .allSatisfy(line -> assertThat(line).startsWith("pulling " + IMAGE))
          .doesNotHaveDuplicates();
      assertThat(hungUp.await(SOON.toMillis(), MILLISECONDS)).isTrue();
    }
  }

  private static void downloads(Answer answer, int megabytes) throws IOException {
    answer.line(
        String.format(
            Locale.ROOT,
            "{\"status\":\"Downloading\",\"id\":\"a\",\"progressDetail\":{\"current\":%d000000,\"total\":210000000}}",
            megabytes));
  }

  @Test
  void anInterruptIsHeardAtOnce() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    Behaviour hanging =
        (request, body, answer) -> {
          asked.countDown();
          answer.hangs();
        };
    try (FakeEngine engine = FakeEngine.start(folder, hanging)) {
      CompletableFuture<StackException> failure = new CompletableFuture<>();
      Thread thread =
          new Thread(() -> failure.complete(failure(engine, Duration.ofHours(1))), "start");
      thread.start();
      asked.await();
      thread.interrupt();
      assertThat(failure.get(1, java.util.concurrent.TimeUnit.SECONDS))
          .hasMessageContaining("interrupted");
    }
  }

  /** As engines do it: some refuse to start the container, some start it without a network. */
  @ParameterizedTest
  @CsvSource({"404, network bridge not found", "204, its port is not published"})
  void anEngineWithoutABridgeIsTriedWithThisMachinesNetwork(int status, String reason)
      throws Exception {
    AtomicInteger starts = new AtomicInteger();
    Behaviour noBridge =
        (request, body, answer) -> {
          if (request.startsWith("POST /containers/create")) {
            answer.is(201, CREATED);
          } else if (request.endsWith("/start")) {
            boolean isFirst = starts.getAndIncrement() == 0;
            answer.is(
                isFirst ? status : 500, "{\"message\":\"" + (isFirst ? reason : "no") + "\"}");
          } else {
            answer.is(200, "{\"NetworkSettings\":{\"Ports\":{\"5432/tcp\":null}}}");
          }
        };
    try (FakeEngine engine = FakeEngine.start(folder, noBridge)) {
      assertThat(failure(engine))
          .hasMessage(
              "starting a container: %s; in this machine's own network: starting a container: no",
              reason);
      assertThat(requests(engine, "POST /containers/create"))
          .satisfiesExactly(
              first -> assertThat(first).contains("\"NetworkMode\":\"bridge\"", "127.0.0.1"),
              second ->
                  assertThat(second)
                      .contains("\"NetworkMode\":\"host\"", "listen_addresses = '127.0.0.1'"));
      await().atMost(SOON).until(() -> requests(engine, "DELETE /containers/").size() == 2);
    }
  }

  @Test
  void aContainerThatComesTooLateIsRemoved() throws Exception {
    CountDownLatch givenUp = new CountDownLatch(1);
    Behaviour slow =
        (request, body, answer) -> {
          if (request.startsWith("POST /containers/create")) {
            givenUp.await();
            answer.is(201, CREATED);
          } else {
            answer.is(200, "{}");
          }
        };
    try (FakeEngine engine = FakeEngine.start(folder, slow)) {
      assertThat(failure(engine)).hasMessageContaining("no progress");
      assertThat(requests(engine, "DELETE /containers/")).isEmpty();
      givenUp.countDown();
      await().atMost(SOON).until(() -> requests(engine, "DELETE /containers/").size() == 1);
      assertThat(requests(engine, "POST /containers/create")).hasSize(1);
    }
  }

  private StackException failure(FakeEngine engine) {
    return failure(engine, LIMIT);
  }

  private StackException failure(FakeEngine engine, Duration limit) {
    DatabaseRequest request =
        DatabaseRequest.in(folder).withProgress(new Progress(LIMIT.dividedBy(2), lines::add));
    DockerSource source =
        new DockerSource(request, new DockerEngine(List.of(engine.address())), limit);
    DatabaseSource.Found found = (DatabaseSource.Found) source.find();
    StackException failure =
        catchThrowableOfType(StackException.class, () -> found.starter().start("docker"));
    assertThat(failure.getMessage()).hasLineCount(1);
    return failure;
  }

  private static List<String> requests(FakeEngine engine, String start) {
    return engine.requests().stream().filter(request -> request.startsWith(start)).toList();
  }
}
