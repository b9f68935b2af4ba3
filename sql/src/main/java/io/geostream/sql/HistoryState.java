package io.geostream.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;

/**
 * How the migrations in the database compare to those of this build. The lists hold names such as
 * "V4" or "grants".
 *
 * @param version the newest applied version, "V0" if none
 * @param newer applied, and newer than all that this build knows
 * @param pending known to this build and not applied
 * @param unfinished failed half-way, and to be repeated by the next migration
 * @param faults what makes the history unusable, as text for people
 */
record HistoryState(
    String version,
    List<String> newer,
    List<String> pending,
    List<String> unfinished,
    List<String> faults) {

  /** Checksums of earlier texts of TimescaleDB's V1, V3 and V5, which made the same objects. */
  private static final Map<String, Integer> EARLIER_TEXTS =
      Map.of("1", -1242685369, "3", -152734855, "5", 1984046249);

  static HistoryState of(List<MigrationInfo> migrations) {
    String version = "V0";
    List<String> newer = new ArrayList<>();
    List<String> pending = new ArrayList<>();
    List<String> unfinished = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    for (MigrationInfo each : migrations) {
      String name = name(each);
      switch (each.getState()) {
        case PENDING, ABOVE_TARGET, IGNORED -> pending.add(name);
        case FUTURE_SUCCESS -> newer.add(name);
        case FAILED -> {
          if (MigrationHistory.mayBeRepeated(each)) {
            unfinished.add(name);
          } else {
            faults.add(name + " failed half-way");
          }
        }
        case FUTURE_FAILED, MISSING_FAILED -> faults.add(name + " failed half-way");
        case MISSING_SUCCESS -> faults.add(name + " is unknown to this version");
        default -> {
          if (each.isVersioned() && each.isApplied() && !isOfKnownText(each)) {
            faults.add(name + " was applied from another text than this version has");
          }
        }
      }
      if (each.isVersioned() && each.getState().isApplied()) {
        version = name;
      }
    }
    return new HistoryState(version, newer, pending, unfinished, faults);
  }

  private static boolean isOfKnownText(MigrationInfo migration) {
    Integer earlier = EARLIER_TEXTS.get(migration.getVersion().getVersion());
    return migration.isChecksumMatching()
        || (earlier != null && earlier.equals(migration.getChecksum()));
  }

  static String name(@Nullable String version, String description) {
    return version == null || version.isEmpty() ? description : "V" + version;
  }

  private static String name(MigrationInfo migration) {
    String version = migration.isVersioned() ? migration.getVersion().getVersion() : null;
    return name(version, migration.getDescription());
  }

  boolean isEmpty() {
    return version.equals("V0");
  }

  /** The first and last of a list of names: "V1…V6", followed by those without a version. */
  static Optional<String> range(List<String> names) {
    if (names.isEmpty()) {
      return Optional.empty();
    }
    List<String> versioned = names.stream().filter(each -> each.matches("V[\\d.]+")).toList();
    List<String> words = new ArrayList<>();
    if (versioned.size() > 2) {
      words.add(versioned.get(0) + "…" + versioned.get(versioned.size() - 1));
    } else {
      words.addAll(versioned);
    }
    names.stream().filter(each -> !versioned.contains(each)).forEach(words::add);
    return Optional.of(String.join(", ", words));
  }
}
