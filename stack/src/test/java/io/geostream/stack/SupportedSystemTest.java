package io.geostream.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SupportedSystemTest {
  @Test
  void areLinuxAndMacOs() {
    assertThat(SupportedSystem.of("Linux")).isEqualTo(SupportedSystem.LINUX);
    assertThat(SupportedSystem.of("Mac OS X")).isEqualTo(SupportedSystem.MACOS);
    assertThatThrownBy(() -> SupportedSystem.of("Windows 11"))
        .hasMessageContaining("Windows 11")
        .hasMessageContaining("Linux and macOS");
  }
}
