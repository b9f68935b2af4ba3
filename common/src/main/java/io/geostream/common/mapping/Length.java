package io.geostream.common.mapping;

/**
 * How many code points a text has.
 *
 * @param least at least 0
 * @param most not below {@code least}
 */
public record Length(int least, int most) {

  /** Every length. */
  public static final Length ANY = new Length(0, Integer.MAX_VALUE);

  /** Whether a length is within. */
  public boolean includes(int codePoints) {
    return codePoints >= least && codePoints <= most;
  }

  /** The bounds, such as {@code 1…128}. */
  @Override
  public String toString() {
    return least + "…" + (most == Integer.MAX_VALUE ? "" : most);
  }
}
