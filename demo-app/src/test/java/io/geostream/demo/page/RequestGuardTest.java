package io.geostream.demo.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.demo.page.RequestGuard.Use;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestGuardTest {

  private final RequestGuard guard = new RequestGuard("127.0.0.1");

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1:8080", "localhost:9000", "[::1]:8080", "192.168.1.5", "LOCALHOST"})
  void answersToAddressesAndLocalhost(String host) {
    assertThat(guard.refusal(Map.of("Host", host)::get, Use.FILE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rebinding.example:8080", "127.0.0.1.example", "localhost.example", "", "a:b:c"})
  void refusesANameThatSomebodyElsePointsHere(String host) {
    assertThat(guard.refusal(Map.of("Host", host)::get, Use.FILE)).isPresent();
  }

  @Test
  void refusesARequestWithoutAHost() {
    assertThat(guard.refusal(Map.<String, String>of()::get, Use.FILE)).isPresent();
  }

  @Test
  void letsItsOwnPageAct() {
    assertThat(
            refusalOfAction(
                Map.of(
                    "Origin",
                    "http://localhost:8080",
                    "Sec-Fetch-Site",
                    "same-origin",
                    RequestGuard.HEADER,
                    "1")))
        .isEmpty();
  }

  @Test
  void refusesActionsOfOtherSites() {
    assertThat(refusalOfAction(Map.of("Origin", "http://evil.example", RequestGuard.HEADER, "1")))
        .hasValue("the request comes from another web site");
    assertThat(refusalOfAction(Map.of("Origin", "http://localhost:3000", RequestGuard.HEADER, "1")))
        .isPresent();
    assertThat(refusalOfAction(Map.of("Sec-Fetch-Site", "cross-site", RequestGuard.HEADER, "1")))
        .isPresent();
  }

  @Test
  void refusesActionsWithoutTheHeaderThatAFormCannotSend() {
    assertThat(refusalOfAction(Map.of("Origin", "http://localhost:8080"))).isPresent();
  }

  @Test
  void tellsOtherSitesNothingOfTheRunButLetsThemLinkToThePage() {
    Map<String, String> cross = Map.of("Host", "localhost:8080", "Sec-Fetch-Site", "cross-site");
    Map<String, String> typed = Map.of("Host", "localhost:8080", "Sec-Fetch-Site", "none");

    assertThat(guard.refusal(cross::get, Use.DATA))
        .hasValue("the request comes from another web site");
    assertThat(guard.refusal(cross::get, Use.FILE)).isEmpty();
    assertThat(guard.refusal(typed::get, Use.DATA)).isEmpty();
  }

  private Optional<String> refusalOfAction(Map<String, String> headers) {
    return guard.refusal(
        name -> name.equals("Host") ? "localhost:8080" : headers.get(name), Use.ACTION);
  }
}
