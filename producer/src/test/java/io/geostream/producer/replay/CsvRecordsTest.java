package io.geostream.producer.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvRecordsTest {

  private static List<CsvRecords.Csv> read(byte[] bytes) throws IOException {
    CsvRecords reader =
        new CsvRecords(
            new LineReader(new ByteReader(new PlainInput(new ByteArrayInputStream(bytes)))), ',');
    List<CsvRecords.Csv> records = new ArrayList<>();
    for (CsvRecords.Csv next = reader.next(); next != null; next = reader.next()) {
      records.add(next);
    }
    return records;
  }

  private static List<CsvRecords.Csv> read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static CsvRecords.Csv good(long line, String... fields) {
    return new CsvRecords.Csv(line, List.of(fields), null);
  }

  @Test
  void readsLinesThatEndAsOnAnySystemOrNotAtAll() throws IOException {
    assertThat(read("a,b\nc,d\r\ne,f"))
        .containsExactly(good(1, "a", "b"), good(2, "c", "d"), good(3, "e", "f"));
    assertThat(read("a,b\n")).containsExactly(good(1, "a", "b"));
    assertThat(read("a,b\r")).containsExactly(good(1, "a", "b"));
    assertThat(read("a,b\r\rc,d\re,f\r"))
        .containsExactly(good(1, "a", "b"), good(3, "c", "d"), good(4, "e", "f"));
    assertThat(read("")).isEmpty();
  }

  @Test
  void readsEmptyFields() throws IOException {
    assertThat(read(",\n,,\n\"\",x\n"))
        .containsExactly(good(1, "", ""), good(2, "", "", ""), good(3, "", "x"));
  }

  @Test
  void readsQuotedFieldsWithCommasQuotesAndLineBreaks() throws IOException {
    assertThat(read("\"a,b\",\"say \"\"hi\"\"\",\"\"\"\"\r\n\"two\r\nlines\",x\nlast,y\n"))
        .containsExactly(
            good(1, "a,b", "say \"hi\"", "\""), good(2, "two\r\nlines", "x"), good(4, "last", "y"));
  }

  @Test
  void skipsBlankLinesAndCountsThem() throws IOException {
    assertThat(read("\na\n \r\n\nb\n")).containsExactly(good(2, "a"), good(5, "b"));
  }

  @Test
  void keepsUtf8() throws IOException {
    assertThat(read("Zürich,東京,🌦\n")).containsExactly(good(1, "Zürich", "東京", "🌦"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      textBlock =
          """
          '"a"b,c',     text after the closing quote
          '"a" ,c',     text after the closing quote
          'c,"a"b',     text after the closing quote
          """)
  void refusesQuotesInTheWrongPlaceAndGoesOnWithTheNextLine(String line, String problem)
      throws IOException {
    List<CsvRecords.Csv> records = read("x\n" + line + "\ny\n");
    assertThat(records).hasSize(3);
    assertThat(records.get(1).fault()).isNotNull();
    assertThat(records.get(1).fault().message()).contains(problem);
    assertThat(records.get(1).fault().line()).isEqualTo(2);
    assertThat(records.get(2)).isEqualTo(good(3, "y"));
  }

  @Test
  void keepsAQuoteInsideAFieldThatDoesNotBeginWithOne() throws IOException {
    assertThat(read("5\" pipe,b\nc,d\n"))
        .containsExactly(good(1, "5\" pipe", "b"), good(2, "c", "d"));
  }

  @Test
  void namesTheLineWhereAQuoteIsOpenedAndNeverClosedAndReadsTheRest() throws IOException {
    List<CsvRecords.Csv> records = read("x\n\"open,1\n2\n3");
    assertThat(records.get(1).fault()).isNotNull();
    assertThat(records.get(1).fault().line()).isEqualTo(2);
    assertThat(records.get(1).fault().message()).contains("not closed");
    assertThat(records.subList(2, 4)).containsExactly(good(3, "2"), good(4, "3"));
    assertThat(records).hasSize(4);
  }

  @Test
  void readsWhatAnOpenQuoteHasTakenUpToTheNextOne() throws IOException {
    List<CsvRecords.Csv> records = read("\"open,1\n2\n\"three\"\n4\n");
    assertThat(records.get(0).fault()).isNotNull();
    assertThat(records.subList(1, 4)).containsExactly(good(2, "2"), good(3, "three"), good(4, "4"));
  }

  @Test
  void namesTheByteThatIsNotUtf8() throws IOException {
    List<CsvRecords.Csv> records = read(new byte[] {'a', ',', (byte) 0xFC, '\n', 'b', '\n'});
    assertThat(records.get(0).fault()).isNotNull();
    assertThat(records.get(0).fault().message()).contains("not UTF-8 at byte 2", "0xFC");
    assertThat(records.get(1)).isEqualTo(good(2, "b"));
  }

  @Test
  void readsALineLongerThanTheParsersBuffer() throws IOException {
    String field = "x".repeat(100_000);
    assertThat(read(field + ",\"" + field + "\"\r\na,b\r\n"))
        .containsExactly(good(1, field, field), good(2, "a", "b"));
  }

  @Test
  void forgetsALineOfAbsurdLengthAndGoesOnWithTheNext() throws IOException {
    List<CsvRecords.Csv> records = read("a".repeat(3 * Bytes.LONGEST) + ",b\nc,d\n");
    assertThat(records.get(0).fault()).isEqualTo(Entry.tooLong(1));
    assertThat(records.get(1)).isEqualTo(good(2, "c", "d"));
    List<CsvRecords.Csv> commas = read(",".repeat(3 * Bytes.LONGEST) + "\nc,d\n");
    assertThat(commas.get(0).fault()).isEqualTo(Entry.tooLong(1));
    assertThat(commas.get(0).fields()).hasSizeLessThanOrEqualTo(Bytes.LONGEST);
    assertThat(commas.get(1)).isEqualTo(good(2, "c", "d"));
    assertThat(read(",".repeat(Bytes.LONGEST)).get(0).fields()).hasSize(Bytes.LONGEST + 1);
  }

  @Test
  void doesNotLetAnOpenQuoteSwallowTheFile() throws IOException {
    String line = "x".repeat(99) + "\n";
    List<CsvRecords.Csv> records = read("\"" + line.repeat(20_000));
    assertThat(records).hasSize(20_000);
    assertThat(records.get(0).fault()).isNotNull();
    assertThat(records.get(0).fault().message()).contains("not closed");
    assertThat(records.get(1)).isEqualTo(good(2, "x".repeat(99)));
    assertThat(records.get(19_999)).isEqualTo(good(20_000, "x".repeat(99)));
  }

  @Test
  void readsNoFurtherThanABoundForAQuoteThatIsNotClosed() throws IOException {
    byte[] file = ("\"" + "1,2\n".repeat(2 * Bytes.LONGEST)).getBytes(StandardCharsets.UTF_8);
    InputStream in = new ByteArrayInputStream(file);
    CsvRecords records = new CsvRecords(new LineReader(new ByteReader(new PlainInput(in))), ',');
    assertThat(records.next()).extracting(CsvRecords.Csv::fault).isNotNull();
    assertThat(file.length - in.available()).isLessThan(2 * Bytes.LONGEST);
    assertThat(records.next()).isEqualTo(good(2, "1", "2"));
  }
}
