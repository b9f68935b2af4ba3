package io.geostream.common.decode;

/** JSON as it stands; the parser that finds its end puts it into the row. */
record JsonConversion(int index) implements Conversion {

  @Override
  public String expected() {
    return "JSON";
  }
}
