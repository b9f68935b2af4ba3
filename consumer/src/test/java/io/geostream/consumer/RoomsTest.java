package io.geostream.consumer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.geostream.consumer.batch.AgeLimits;
import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.batch.BatchLimits;
import io.geostream.consumer.batch.ChunkWidth;
import io.geostream.consumer.batch.CopyRows;
import io.geostream.consumer.batch.DeadLetter;
import io.geostream.consumer.batch.Phase;
import io.geostream.consumer.batch.PhaseTimes;
import io.geostream.consumer.batch.RecordBytes;
import io.geostream.consumer.batch.RecordLog;
import io.geostream.consumer.write.FaultKind;
import io.geostream.consumer.write.RowWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the consumer's rooms, the packages right below its own, may use of each other. */
final class RoomsTest {

  private static final String CONSUMER = "io.geostream.consumer";
  private static final String DAEMON = "";
  private static final String TOOL = "tool";

  /** Where a fault loses readings: there each class is to be read and tested as a whole. */
  private static final Set<String> INNER = Set.of("worker", "write");

  private static final Path SOURCES = Path.of("src/main/java", CONSUMER.split("\\."));

  private static final int LARGEST_FILE = 220;
  private static final int MOST_PARAMETERS = 7;

  /**
   * From top to bottom: a room may use others of its floor, and those below. The tools are beside
   * the threads of the daemon.
   */
  private static final List<Set<String>> FLOORS =
      List.of(
          Set.of(DAEMON),
          Set.of("watch"),
          Set.of("worker"),
          Set.of(TOOL),
          Set.of("write", "deadletter"),
          Set.of("offsets", "batch"),
          Set.of("kafka", "database", "metrics", "settings"));

  /** The values of higher rooms that these may use: what is counted, set, or measured. */
  private static final Map<String, Set<Class<?>>> VALUES =
      Map.of(
          "metrics",
          Set.of(
              Batch.class,
              CopyRows.class,
              RecordLog.class,
              DeadLetter.class,
              Phase.class,
              PhaseTimes.class,
              FaultKind.class,
              RowWriter.Mode.class),
          "settings",
          Set.of(AgeLimits.class, BatchLimits.class, ChunkWidth.class),
          "kafka",
          Set.of(RecordBytes.class));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(CONSUMER);

  @Test
  void everyRoomHasItsFloor() {
    assertThat(CLASSES.stream().map(RoomsTest::room).distinct())
        .allMatch(room -> FLOORS.stream().anyMatch(floor -> floor.contains(room)));
  }

  @Test
  void aRoomUsesNoneAboveIt() {
    classes().should(useNoRoomAbove()).check(CLASSES);
  }

  @Test
  void packagesUseEachOtherInNoCycle() {
    slices().matching(CONSUMER + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void constructorsOfTheInnerRoomsHaveFewParameters() {
    assertThat(CLASSES.stream().filter(RoomsTest::isInner))
        .isNotEmpty()
        .flatMap(JavaClass::getConstructors)
        .filteredOn(constructor -> constructor.getParameters().size() > MOST_PARAMETERS)
        .extracting(JavaConstructor::getFullName)
        .isEmpty();
  }

  @Test
  void filesOfTheInnerRoomsAreSmall() throws IOException {
    Map<String, Integer> lines = new TreeMap<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(RoomsTest::isInner).toList()) {
        lines.put(file.toString(), Files.readAllLines(file).size());
      }
    }
    assertThat(lines).isNotEmpty();
    lines.values().removeIf(count -> count <= LARGEST_FILE);
    assertThat(lines).as("lines").isEmpty();
  }

  private static ArchCondition<JavaClass> useNoRoomAbove() {
    return new ArchCondition<>("use no room above their own") {
      @Override
      public void check(JavaClass user, ConditionEvents events) {
        for (Dependency use : user.getDirectDependenciesFromSelf()) {
          JavaClass used = use.getTargetClass().getBaseComponentType();
          if (used.getPackageName().startsWith(CONSUMER) && !mayUse(user, used)) {
            events.add(SimpleConditionEvent.violated(use, use.getDescription()));
          }
        }
      }
    };
  }

  private static boolean mayUse(JavaClass user, JavaClass used) {
    if (room(used).equals(TOOL)) {
      return Set.of(TOOL, DAEMON).contains(room(user));
    }
    return floor(used) >= floor(user)
        || VALUES.getOrDefault(room(user), Set.of()).stream().anyMatch(used::isEquivalentTo);
  }

  private static boolean isInner(JavaClass type) {
    return INNER.contains(room(type));
  }

  private static boolean isInner(Path file) {
    return file.toString().endsWith(".java")
        && INNER.stream().anyMatch(room -> file.startsWith(SOURCES.resolve(room)));
  }

  private static int floor(JavaClass type) {
    String room = room(type);
    return IntStream.range(0, FLOORS.size())
        .filter(floor -> FLOORS.get(floor).contains(room))
        .findFirst()
        .orElseThrow();
  }

  private static String room(JavaClass type) {
    String below = type.getPackageName().substring(CONSUMER.length());
    return below.isEmpty() ? DAEMON : below.substring(1).replaceFirst("\\..*", "");
  }
}
