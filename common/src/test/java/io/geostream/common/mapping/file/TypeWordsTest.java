package io.geostream.common.mapping.file;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeWordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      textBlock =
          """
          int => type of a is "int"; write integer
          float8 => type of a is "float8"; write double precision
          FLOAT => type of a is "FLOAT"; write double precision
          double => type of a is "double"; write double precision
          Double  Precision => type of a is "Double  Precision"; write double precision
          varchar => type of a is "varchar"; write text
          varchar(10) => type of a is "varchar(10)"; write text, with length for its most characters
          character varying (10) => type of a is "character varying (10)"; write text, with length for its most characters
          numeric(10, 2) => type of a is "numeric(10, 2)"; write numeric
          timestamp with time zone => type of a is "timestamp with time zone"; write timestamptz
          timestamptz(3) => type of a is "timestamptz(3)"; write timestamptz
          timestamp => type of a is "timestamp", which is not supported; use timestamptz, with zone for times without an offset
          timestamp(3) without time zone => type of a is "timestamp(3) without time zone", which is not supported; use timestamptz, with zone for times without an offset
          date => type of a is "date", which is not supported; use timestamptz
          json => type of a is "json", which is not supported; use jsonb
          text[] => type of a is "text[]", which is not supported; use jsonb for arrays
          text ARRAY[3] => type of a is "text ARRAY[3]", which is not supported; use jsonb for arrays
          enum => type of a is "enum", which is not supported; it has to be one of timestamptz, text, double precision, real, bigint, integer, smallint, boolean, numeric, uuid, jsonb
          interval => type of a is "interval", which is not supported; it has to be one of timestamptz, text, double precision, real, bigint, integer, smallint, boolean, numeric, uuid, jsonb
          mood => type of a is "mood", which is not supported; it has to be one of timestamptz, text, double precision, real, bigint, integer, smallint, boolean, numeric, uuid, jsonb
          bigin => type of a is "bigin"; did you mean bigint?
          """)
  void areRefusedWithWhatToWrite(String type, String message) {
    MappingTexts.assertFault(MappingTexts.withColumn("{type: \"" + type + "\"}"), 5, message);
  }
}
