package io.geostream.benchmark.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CopyBatchesTest {

  private static final byte[] HEADER =
      ByteBuffer.allocate(19)
          .put("PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1))
          .array();
  private static final byte[] TRAILER = {-1, -1};

  @Test
  void cutsAtTheBordersOfRowsOfAnyLength() {
    byte[] rows = whole(row("a"), row("bcd"), row(null), row("e"), row(""));

    List<byte[]> batches = CopyBatches.cut(rows, 2);

    assertThat(batches)
        .containsExactly(whole(row("a"), row("bcd")), whole(row(null), row("e")), whole(row("")));
  }

  @Test
  void makesNoEmptyBatchBehindTheLastFullOne() {
    byte[] rows = whole(row("a"), row("b"));

    assertThat(CopyBatches.cut(rows, 1)).containsExactly(whole(row("a")), whole(row("b")));
    assertThat(CopyBatches.cut(whole(), 1)).isEmpty();
  }

  @Test
  void refusesWhatIsCutShort() {
    byte[] rows = whole(row("abc"));

    assertThatThrownBy(() -> CopyBatches.cut(Arrays.copyOf(rows, rows.length - 3), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cut short");
  }

  @Test
  void refusesWhatIsNoSuchFile() {
    assertThatThrownBy(() -> CopyBatches.cut(new byte[100], 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no rows");
  }

  private static byte[] whole(byte[]... rows) {
    ByteBuffer all =
        ByteBuffer.allocate(
            HEADER.length + Arrays.stream(rows).mapToInt(row -> row.length).sum() + 2);
    all.put(HEADER);
    Arrays.stream(rows).forEach(all::put);
    return all.put(TRAILER).array();
  }

  /** One number of eight bytes, and a text that may be absent. */
  private static byte[] row(@Nullable String text) {
    int length = text == null ? 0 : text.length();
    ByteBuffer row = ByteBuffer.allocate(2 + 4 + 8 + 4 + length);
    row.putShort((short) 2).putInt(8).putLong(42).putInt(text == null ? -1 : length);
    if (text != null) {
      row.put(text.getBytes(StandardCharsets.US_ASCII));
    }
    return row.array();
  }
}
