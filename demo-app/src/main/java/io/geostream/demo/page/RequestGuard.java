package io.geostream.demo.page;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other web sites out: a browser on this machine shows them too, and could be led to ask this
 * server in their name.
 */
final class RequestGuard {

  /** A page of another origin cannot set it without asking first, and is never answered. */
  static final String HEADER = "X-Geostream-Action";

  private static final Pattern HOST =
      Pattern.compile("(?<name>\\[[0-9a-fA-F:.]+]|[^:\\[\\]]+)(?::\\d{1,5})?");
  private static final Pattern ADDRESS =
      Pattern.compile("\\[[0-9a-fA-F:.]+]|\\d{1,3}(?:\\.\\d{1,3}){3}");

  private static final String OTHER_SITE = "the request comes from another web site";

  private final String ownName;

  /**
   * @param ownName the name or address that the server listens on
   */
  RequestGuard(String ownName) {
    this.ownName = ownName;
  }

  /** What a request wants. */
  enum Use {
    /** A part of the page: a link of another site may lead here. */
    FILE,
    /** The run's events; each listener takes a place. */
    DATA,
    /** To do something. */
    ACTION
  }

  /**
   * Why a request is refused; empty if it is not.
   *
   * @param header gives a header's value or null
   * @param use what the request wants
   */
  Optional<String> refusal(Function<String, @Nullable String> header, Use use) {
    String host = header.apply("Host");
    if (host == null || !isOurs(host)) {
      return Optional.of("the Host header names another host");
    }
    if (use == Use.FILE) {
      return Optional.empty();
    }
    String origin = header.apply("Origin");
    if (origin != null && !origin.equals("http://" + host)) {
      return Optional.of(OTHER_SITE);
    }
    String site = header.apply("Sec-Fetch-Site");
    // "none" is a person who typed the address.
    boolean typed = use == Use.DATA && "none".equals(site);
    if (site != null && !site.equals("same-origin") && !typed) {
      return Optional.of(OTHER_SITE);
    }
    return use == Use.ACTION && header.apply(HEADER) == null
        ? Optional.of("the header " + HEADER + " is missing")
        : Optional.empty();
  }

  /**
   * A site that points its own name here (DNS rebinding) cannot use an address or {@code
   * localhost}; any port is good, since one may be forwarded.
   */
  private boolean isOurs(String host) {
    Matcher matcher = HOST.matcher(host);
    if (!matcher.matches()) {
      return false;
    }
    String name = matcher.group("name");
    return name.equalsIgnoreCase("localhost")
        || name.equalsIgnoreCase(ownName)
        || ADDRESS.matcher(name).matches();
  }
}
