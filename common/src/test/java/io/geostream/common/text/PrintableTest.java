package io.geostream.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PrintableTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000", "\u001b", "\r", "\u007f", "\u0080", "\u0085", "\u009b", "\u009f", "\u2028",
        "\u2029", "\u202a", "\u202e", "\u2066", "\u2069", "\ud800", "\udc00"
      })
  void whatATerminalWouldObeyIsReplacedEverywhere(String character) throws Exception {
    String text = "a" + character + "b";
    assertThat(Printable.oneLine(text)).isEqualTo("a\ufffdb");
    assertThat(Printable.lines(text)).isEqualTo("a\ufffdb");
    String json = Printable.json(new ObjectMapper().writeValueAsString(text));
    assertThat(json).isEqualTo(Printable.oneLine(json));
    assertThat(new ObjectMapper().readValue(json, String.class)).isEqualTo(text);
  }

  @Test
  void whatPeopleWriteStaysAsItIs() {
    String text = "Zürich 東京 שלום 👩‍🚀 …";
    assertThat(Printable.oneLine(text)).isSameAs(text);
    assertThat(Printable.lines("a\n\tb")).isEqualTo("a\n\tb");
    assertThat(Printable.oneLine("a\n\tb")).isEqualTo("a\ufffd\ufffdb");
    assertThat(Printable.json("{\"a\":1}\n")).isEqualTo("{\"a\":1}\n");
  }
}
