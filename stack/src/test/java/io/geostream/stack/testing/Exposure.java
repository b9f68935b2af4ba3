package io.geostream.stack.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.stack.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Secrets that can be recognized, and all places where a program could let one be seen. */
public final class Exposure {

  private final List<String> secrets = new ArrayList<>();
  private final List<String> seen = new ArrayList<>();

  /** A new secret. */
  public String secret() {
    return alsoSecret(UUID.randomUUID().toString());
  }

  /** One that was there before. */
  public String alsoSecret(String secret) {
    secrets.add(secret);
    return secret;
  }

  /** Looks at what a program that runs shows to others: HTTP, its threads, its command line. */
  public Exposure lookAt(Program program) throws IOException, InterruptedException {
    for (String path : List.of("/metrics", "/health/live", "/health/ready")) {
      seen.add(program.get(path).body());
    }
    Path proc = Path.of("/proc", Long.toString(program.process().pid()), "cmdline");
    if (Files.exists(proc)) {
      seen.add(Files.readString(proc));
    }
    seen.add(threads(program.process().pid()));
    return this;
  }

  private static String threads(long pid) throws IOException, InterruptedException {
    Path jcmd = Path.of(ChildJvm.java()).resolveSibling("jcmd");
    Process dump =
        new ProcessBuilder(jcmd.toString(), Long.toString(pid), "Thread.print")
            .redirectErrorStream(true)
            .start();
    String threads = new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(dump.waitFor()).as(threads).isZero();
    assertThat(threads).contains("\"main\"");
    return threads;
  }

  /** None of the secrets was seen, nor is one in what the program has written. */
  public void isNone(Program program) {
    seen.add(program.out());
    seen.add(program.err());
    assertThat(seen.stream().flatMap(text -> Arrays.stream(text.split("\\R", -1))))
        .filteredOn(line -> secrets.stream().anyMatch(line::contains))
        .isEmpty();
  }
}
