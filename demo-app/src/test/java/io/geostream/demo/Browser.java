package io.geostream.demo;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;

/** A headless Chromium of this machine, which notes what goes wrong in it and whom it asks. */
final class Browser implements AutoCloseable {

  private static final Pattern URL = Pattern.compile("\"url\":\"([^\"]+)\"");
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final ChromeDriver driver;
  private final String page;

  private Browser(ChromeDriver driver, String page) {
    this.driver = driver;
    this.page = page;
  }

  /** Where both programs are; empty if one is missing. */
  static Optional<Programs> programs() {
    Optional<Path> browser =
        Stream.of("chromium", "chromium-browser", "google-chrome")
            .flatMap(name -> onPath(name).stream())
            .findFirst();
    return browser.flatMap(it -> onPath("chromedriver").map(driver -> new Programs(it, driver)));
  }

  /** The browser, and what steers it. */
  record Programs(Path browser, Path driver) {}

  private static Optional<Path> onPath(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts with a fresh profile, and opens a page. */
  static Browser open(Programs programs, Path profile, String page) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(programs.browser().toString());
    options.addArguments(
        "--headless=new",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--user-data-dir=" + profile,
        "about:blank"); // and not its own first page, which asks for much
    if (System.getProperty("user.name").equals("root")) {
      options.addArguments("--no-sandbox"); // it refuses to have one there
    }
    options.setCapability("goog:loggingPrefs", Map.of("browser", "ALL", "performance", "ALL"));
    // The driver is named, else Selenium would look for one in the net.
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(programs.driver().toFile())
            .withTimeout(ANSWER)
            .build();
    ChromeDriver driver = new ChromeDriver(service, options);
    driver.get(page);
    return new Browser(driver, page);
  }

  /** Opens the page again. */
  Browser reload() {
    driver.get(page);
    return this;
  }

  /** A window of that size in CSS pixels, in the light or the dark. */
  Browser show(int width, int height, boolean dark) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    return this;
  }

  /** The text of an element. */
  String text(String id) {
    return driver.findElement(By.id(id)).getText();
  }

  /** The first whole number in the text of an element; -1 if there is none yet. */
  long number(String id) {
    String digits = text(id).replace(",", "").replaceFirst("(?s)^\\D*(\\d*).*$", "$1");
    return digits.isEmpty() ? -1 : Long.parseLong(digits);
  }

  /** Chooses from a list by the text. */
  void choose(String id, String option) {
    element(id).findElements(By.tagName("option")).stream()
        .filter(it -> it.getText().equals(option))
        .findFirst()
        .orElseThrow()
        .click();
  }

  /** What an expression has. */
  @Nullable Object value(String expression) {
    return driver.executeScript("return " + expression);
  }

  WebElement element(String id) {
    return driver.findElement(By.id(id));
  }

  /** Presses a key where the focus is. */
  void press(Keys key) {
    new Actions(driver).sendKeys(key).perform();
  }

  /** The id of the element that has the focus. */
  String focused() {
    return String.valueOf(value("document.activeElement.id"));
  }

  /** A picture of the window. */
  void picture(Path file) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Warnings and errors in its console since the last call. */
  List<String> complaints() {
    return StreamSupport.stream(driver.manage().logs().get("browser").spliterator(), false)
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** The addresses of all that it asked for since the last call; without its own parts. */
  Set<String> asked() {
    Set<String> urls = new TreeSet<>();
    for (LogEntry entry : driver.manage().logs().get("performance")) {
      if (entry.getMessage().contains("\"Network.requestWillBeSent\"")) {
        URL.matcher(entry.getMessage())
            .results()
            .map(found -> found.group(1))
            .filter(url -> !url.startsWith("chrome:") && !url.startsWith("data:"))
            .forEach(urls::add);
      }
    }
    return urls;
  }

  @Override
  public void close() {
    driver.quit();
  }
}
