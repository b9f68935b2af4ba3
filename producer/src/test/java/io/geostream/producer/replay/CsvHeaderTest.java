package io.geostream.producer.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.common.mapping.file.MappingFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvHeaderTest {

  private static final CsvHeader HEADER =
      new CsvHeader(
          MappingFile.parse(
              "test.yaml",
              """
              table: t
              time: time
              key: machine
              columns:
                time:     {from: /ts, type: timestamptz}
                machine:  {from: $message/device/id, type: text}
                vendor:   {from: /device/vendor, type: text}
                device:   {from: /device, type: jsonb}
                ts:       {from: /site, type: text}
                Load:     {type: real}
                load:     {from: /m~1s, type: real}
                vendor2:  {from: /device/vendor, type: text}
                raw:      {from: $message, type: jsonb}
                received: {from: $timestamp, type: timestamptz}
              """));

  private static List<String> found(String names) throws FormatException {
    return HEADER.columns(List.of(names.split(","))).stream()
        .map(column -> column.index() + " " + column.place())
        .toList();
  }

  @Test
  void namesAColumnByItsNameItsPointerOrItsMember() throws FormatException {
    assertThat(found("time,machine")).containsExactly("0 /ts", "1 /device/id");
    assertThat(found(" /ts , /device/id")).containsExactly("0 /ts", "1 /device/id");
    assertThat(found("TIME,/DEVICE/ID,m/s,site"))
        .containsExactly("0 /ts", "1 /device/id", "2 /m~1s", "3 /site");
  }

  @Test
  void takesTheNameBeforeTheMemberAndTheCaseOfLettersThatFits() throws FormatException {
    assertThat(found("ts,time,machine,load")).contains("0 /site", "3 /m~1s");
    assertThat(found("time,machine,Load")).contains("2 /Load");
  }

  @Test
  void leavesUnknownAndBlankHeadersOutAndPutsThoseOfOneObjectTogether() throws FormatException {
    assertThat(found("machine,,device/vendor,time,vendor"))
        .containsExactly("0 /device/id", "4 /device/vendor", "3 /ts");
  }

  @Test
  void anObjectAsAWholeFillsTheColumnsWithinIt() throws FormatException {
    assertThat(found("time,device")).containsExactly("0 /ts", "1 /device");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          time,/ts,machine         | "time" (/ts) and "/ts" (/ts) fill the same place: remove one
          time,vendor,vendor2      | "vendor" (/device/vendor) and "vendor2" (/device/vendor) fill
          time,device,machine      | "device" (/device) and "machine" (/device/id) fill
          time,machine,received    | received comes from the record ($timestamp), not from the file: remove it
          time,machine,RAW         | raw is the whole message
          time,machine,LOAD        | "LOAD" fits Load and load
          machine                  | no column time or ts
          vendor                   | no column time or ts, machine or /device/id
          """)
  void saysWhatDoesNotFit(String names, String problem) {
    assertThatThrownBy(() -> found(names))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(problem);
  }
}
