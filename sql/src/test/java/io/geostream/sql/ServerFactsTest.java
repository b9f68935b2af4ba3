package io.geostream.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServerFactsTest {

  private static final int POSTGRESQL_17 = 170005;

  private static ServerFacts timescaleDb(
      @Nullable String available,
      @Nullable String created,
      boolean preloaded,
      @Nullable String license) {
    return new ServerFacts(POSTGRESQL_17, "17.5", available, created, preloaded, license);
  }

  private static String refusal(ServerFacts facts) {
    // The permission is for servers without the extension, and so changes nothing here.
    assertThat(facts.decide(true)).isEqualTo(facts.decide(false));
    return ((ServerDecision.Refuse) facts.decide(false)).line();
  }

  @Test
  void takesTimescaleDbFromTheOldestThatWorks() {
    assertThat(timescaleDb("2.23.0", "2.23.0", true, "timescale").decide(false))
        .isEqualTo(
            new ServerDecision.Usable(
                Flavour.TIMESCALEDB, "TimescaleDB 2.23.0 on PostgreSQL 17.5", false));
    assertThat(timescaleDb("3.0.1", null, true, null).decide(true))
        .isEqualTo(
            new ServerDecision.Usable(
                Flavour.TIMESCALEDB, "TimescaleDB 3.0.1 on PostgreSQL 17.5", true));
  }

  @Test
  void refusesWhatIsTooOld() {
    assertThat(refusal(timescaleDb("2.9.3", null, true, null)))
        .contains("TimescaleDB 2.9.3", "2.23 or newer", "install it on the server");
    assertThat(refusal(timescaleDb("2.28.3", "2.19.0", true, "timescale")))
        .contains("TimescaleDB 2.19.0", "ALTER EXTENSION timescaledb UPDATE");
    assertThat(new ServerFacts(140009, "14.9", null, null, false, null).decide(true))
        .isEqualTo(new ServerDecision.Refuse("found PostgreSQL 14.9: 15 or newer is needed"));
  }

  @Test
  void refusesAServerThatDoesNotLoadTheExtension() {
    assertThat(refusal(timescaleDb("2.28.3", null, false, null)))
        .contains("not loaded", "shared_preload_libraries = 'timescaledb'");
  }

  @Test
  void refusesTheApacheLicense() {
    assertThat(refusal(timescaleDb("2.28.3", "2.28.3", true, "apache")))
        .contains("Apache-licensed");
  }

  @Test
  void takesAServerWithoutTheExtensionOnlyIfAllowed() {
    ServerFacts plain = new ServerFacts(POSTGRESQL_17, "17.5", null, null, false, null);
    assertThat(plain.decide(true))
        .isEqualTo(new ServerDecision.Usable(Flavour.POSTGRESQL, "PostgreSQL 17.5", false));
    assertThat(plain.decide(false))
        .isInstanceOfSatisfying(
            ServerDecision.Refuse.class,
            it ->
                assertThat(it.line()).contains("without TimescaleDB", "--allow-plain-postgresql"));
  }
}
