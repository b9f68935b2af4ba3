package io.geostream.benchmark.stage;

import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.file.MappingFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;

/** The messages of a topic, and the mapping of the table that they fill. */
public enum Messages {
  /** The tutorial's readings, by the built-in mapping. */
  WEATHER,
  /** 30 numbers, a time and a key, all at the top. */
  FLAT30,
  /** 22 values at up to four levels, and others that the mapping does not name. */
  NESTED,
  /** Ten readings each. */
  BATCH,
  /** Ten numbers; each tenth message has the time and the key of one before it. */
  UPSERT;

  private static final int TEN = 10;

  /** What it is called on the command line, and as a file. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What the messages become. */
  public Mapping mapping() {
    return this == WEATHER ? MappingFile.builtIn() : MappingFile.parse(file(), text());
  }

  /** The flags with which the daemons read them; the mapping's file goes into the folder. */
  public List<String> flags(Path folder) {
    if (this == WEATHER) {
      return List.of();
    }
    try {
      Path file = Files.writeString(folder.resolve(file()), text());
      return List.of("--mapping", file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the mapping: " + e.getMessage(), e);
    }
  }

  /** How many rows so many messages leave in the table. */
  public long rows(long messages) {
    return switch (this) {
      case BATCH -> messages * TEN;
      case UPSERT -> messages - messages / TEN;
      default -> messages;
    };
  }

  /**
   * Makes them. The same seed gives the same ones, times aside.
   *
   * @param keys how many stations or machines they are of
   */
  public Supplier<Message> source(long seed, int keys, Clock clock) {
    if (this == WEATHER) {
      return new TutorialReadings(seed, keys, clock)::next;
    }
    MachineMessages machines = new MachineMessages(seed, keys, clock);
    return switch (this) {
      case FLAT30 -> machines::flat;
      case NESTED -> machines::nested;
      case BATCH -> machines::batch;
      default -> machines::repeating;
    };
  }

  private String file() {
    return this + ".yaml";
  }

  private String text() {
    try (InputStream resource =
        Objects.requireNonNull(Messages.class.getResourceAsStream(file()), file())) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
