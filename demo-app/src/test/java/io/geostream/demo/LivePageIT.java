package io.geostream.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/**
 * The live page of a real demo in a real browser. One demo for all, which the last test ends: a
 * start takes ten seconds. Takes the pictures of the documents; {@code -Dupdate.docs=true} puts
 * them there.
 */
@ExtendWith(ChromiumCondition.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LivePageIT {

  private static final int STATIONS = 1_000;
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final Duration RECOVERY = Duration.ofSeconds(45);
  private static final Duration END = Duration.ofSeconds(60);
  private static final int BAD_RECORDS = 48;
  private static final int LARGEST_PICTURE = 400_000;

  private DemoRun demo;
  private Browser browser;
  private String url;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    demo = DemoRun.start(folder, "--locations", Integer.toString(STATIONS));
    // The page is there before the rest: the browser starts beside the servers.
    url = demo.awaitSaid("removed at the end").said("live page +(http://\\S+)");
    browser = Browser.open(Browser.programs().orElseThrow(), folder.resolve("profile"), url);
    browser.show(1440, 1000, false);
    demo.awaitSaid("newest reading in the table");
  }

  @AfterAll
  void stop() {
    if (browser != null) {
      browser.close();
    }
    if (demo != null) {
      demo.close();
    }
  }

  @Test
  @Order(1)
  void showsEachStationOnTheMap() {
    await().atMost(SOON).untilAsserted(() -> assertThat(stationsDrawn()).isEqualTo(STATIONS));
    assertThat(browser.value("document.getElementById('map').getAttribute('aria-label')"))
        .asString()
        .contains(STATIONS + " stations");
  }

  private long stationsDrawn() {
    return Long.parseLong(
        String.valueOf(browser.value("document.getElementById('map').dataset.stations || 0")));
  }

  @Test
  @Order(2)
  void countsTheRowsThatTheTableHas() throws SQLException {
    long first = browser.number("rows");
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              // What it shows was counted before the last of three looks, and it only grows.
              long before = rows();
              await().atMost(SOON).until(() -> browser.number("rows") > before);
              long shown = browser.number("rows");
              assertThat(shown).isLessThanOrEqualTo(rows());
            });
    assertThat(browser.number("acknowledged")).isGreaterThan(first);
    assertThat(browser.number("in")).isBetween(500L, 1_500L);
    assertThat(browser.number("out")).isBetween(200L, 5_000L);
  }

  @Test
  @Order(3)
  void showsTheTemperatureThatTheTableHas() throws SQLException {
    browser.choose("city", "New York");
    await().atMost(SOON).until(() -> browser.element("station").isEnabled());
    browser.choose("station", "loc_6");
    await().atMost(SOON).until(() -> browser.text("temperature-of").equals("loc_6"));
    await().atMost(SOON).until(() -> legend("loc_6") > 0);

    // The weather moves by less than a degree in the seconds between.
    assertThat(legend("loc_6")).isBetween(temperature("min") - 1, temperature("max") + 1);
    await().atMost(SOON).until(() -> stationsDrawn() == STATIONS / 5);
    picture("city-light");

    browser.element("map").sendKeys(Keys.ESCAPE);
    await().atMost(SOON).until(() -> stationsDrawn() == STATIONS);
  }

  private double legend(String series) {
    String text = browser.element("chart-temperature").getText().replaceAll("\\s+", " ");
    String value = text.replaceFirst("^.*" + series + ":? ?(\\d+\\.\\d).*$", "$1");
    return value.equals(text) ? -1 : Double.parseDouble(value);
  }

  @Test
  @Order(4)
  void setsBadRecordsAside() {
    browser.element("bad").click();

    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(browser.number("dead")).isEqualTo(BAD_RECORDS));
    assertThat(browser.text("codes"))
        .contains("not-json", "wrong-type", "out-of-range", "too-old", "too-large");
    assertThat(browser.text("events")).contains("48 bad records set aside as dead letters");
  }

  @Test
  @Order(5)
  void showsAnOutageAndTheRecovery() {
    picture("wide-light");
    browser.show(1440, 1000, true);

    browser.element("power").click();

    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(browser.text("banner")).contains("database is stopped"));
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(browser.number("lag")).isGreaterThan(3_000));
    assertThat(browser.value("!!document.querySelector('.canvas.stale')")).isEqualTo(true);
    picture("wide-dark");

    await().atMost(SOON).until(() -> browser.text("power").startsWith("Start it now"));
    browser.element("power").click();

    await()
        .atMost(RECOVERY)
        .untilAsserted(
            () ->
                assertThat(browser.text("events"))
                    .contains("The consumer writes again", "Caught up"));
    await().atMost(SOON).untilAsserted(() -> assertThat(browser.number("lag")).isLessThan(3_000));
    assertThat(browser.value("!!document.querySelector('.canvas.stale')")).isEqualTo(false);
  }

  @Test
  @Order(6)
  void showsAFreshPageTheRunSoFar() {
    browser.reload();

    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(browser.text("events")).contains("Caught up"));
    assertThat(browser.text("events")).contains("The database server is stopped");
    assertThat(browser.number("dead")).isEqualTo(BAD_RECORDS);
  }

  @Test
  @Order(7)
  void fitsAPhone() {
    browser.show(390, 844, false).reload();
    await().atMost(SOON).until(() -> stationsDrawn() == STATIONS);
    assertThat(browser.value("document.documentElement.scrollWidth")).isEqualTo(390L);
    picture("phone-light");
    browser.show(360, 800, true);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(browser.value("document.documentElement.scrollWidth")).isEqualTo(360L));
    browser.show(390, 844, true);
    picture("phone-dark");
    browser.show(1440, 1000, false);
  }

  @Test
  @Order(8)
  void reachesBothButtonsAndTheMapWithTheKeyboard() {
    browser.reload();
    await().atMost(SOON).until(() -> stationsDrawn() == STATIONS);
    List<String> expected = List.of("theme", "power", "bad", "city");
    for (String id : expected) {
      for (int i = 0; i < 3 && !browser.focused().equals(id); i++) {
        browser.press(Keys.TAB);
      }
      assertThat(browser.focused()).isEqualTo(id);
      assertThat(browser.value("getComputedStyle(document.activeElement).outlineStyle"))
          .isEqualTo("solid");
    }
    browser.element("map").sendKeys(Keys.ARROW_RIGHT);
    assertThat(browser.value("document.getElementById('map-reading').textContent"))
        .asString()
        .contains("Los Angeles");
    browser.press(Keys.ENTER);
    await().atMost(SOON).until(() -> stationsDrawn() == STATIONS / 5);
  }

  @Test
  @Order(9)
  void showsTheEndAndHasAskedNoOtherServer() throws Exception {
    demo.signal("INT");

    assertThat(demo.exitCode(END)).as(demo.output()).isZero();
    assertThat(demo.said("bad records sent from the page +(\\d+)")).isEqualTo("48");
    assertThat(demo.said("dead letters +(\\d+)\\n")).isEqualTo("48");
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(browser.text("banner"))
                    .contains("The demo has ended", "OK: the counts agree."));
    // The last figures stay beside the verdict.
    assertThat(browser.number("dead")).isEqualTo(BAD_RECORDS);
    assertThat(browser.text("codes")).contains("not-json");
    assertThat(browser.number("acknowledged")).isPositive();
    assertThat(browser.number("lag")).isNotNegative();
    assertThat(browser.complaints()).filteredOn(it -> !it.contains("/events")).isEmpty();
    assertThat(browser.asked()).isNotEmpty().allSatisfy(it -> assertThat(it).startsWith(url));
  }

  private void picture(String name) {
    Path file = Path.of("target", "screenshots", "live-" + name + ".png");
    browser.picture(file);
    assertThat(file).satisfies(it -> assertThat(Files.size(it)).isLessThan(LARGEST_PICTURE));
    if (Boolean.getBoolean("update.docs")) {
      browser.picture(Path.of("..", "docs", "images", file.getFileName().toString()));
    }
  }

  private long rows() throws SQLException {
    return (long) ask("SELECT count(*) FROM geospatial_metrics");
  }

  private double temperature(String function) throws SQLException {
    return ask(
        "SELECT "
            + function
            + "(temperature) FROM geospatial_metrics WHERE location_id = 'loc_6' AND time > now() - interval '5 s'");
  }

  private double ask(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(demo.said("JDBC +(\\S+)"));
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet result = statement.executeQuery()) {
      result.next();
      return result.getDouble(1);
    }
  }
}
