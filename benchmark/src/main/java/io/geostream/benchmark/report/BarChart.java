package io.geostream.benchmark.report;

import java.util.List;
import java.util.Locale;

/**
 * Horizontal bars as SVG, drawn from one scale that begins at 0. Its colours follow what the reader
 * has chosen, light or dark.
 *
 * @param title what the bars are
 * @param unit stands after each figure
 * @param note a line below
 * @param bars from top to bottom
 */
public record BarChart(String title, String unit, String note, List<Bar> bars) {

  private static final int WIDTH = 900;
  private static final int LABELS = 270;
  private static final int FIGURES = 150;
  private static final int TOP = 52;
  private static final int STEP = 30;
  private static final int THICK = 20;
  private static final int BETWEEN_KINDS = 8;
  private static final int BOTTOM = 36;
  private static final int TEXT_DOWN = 15;

  /** How a bar is meant. */
  public enum Kind {
    /** Somebody else's. */
    OTHER,
    /** Ours. */
    OURS,
    /** An upper bound. */
    LIMIT
  }

  /**
   * One bar.
   *
   * @param value 0 or more
   */
  public record Bar(String label, double value, Kind kind) {}

  /** Keeps a copy. */
  public BarChart {
    bars = List.copyOf(bars);
  }

  /** The file's content. */
  public String svg() {
    StringBuilder drawn = new StringBuilder();
    double most = bars.stream().mapToDouble(Bar::value).max().orElse(0);
    int top = TOP;
    for (int row = 0; row < bars.size(); row++) {
      if (row > 0 && bars.get(row).kind() != bars.get(row - 1).kind()) {
        top += BETWEEN_KINDS;
      }
      bar(drawn, bars.get(row), top, most);
      top += STEP;
    }
    int height = top + BOTTOM;
    StringBuilder svg = new StringBuilder(head(height));
    text(svg, "title", 16, 28, title);
    svg.append(drawn);
    text(svg, "note", 16, height - 12, note);
    return svg.append("</svg>\n").toString();
  }

  private String head(int height) {
    return String.format(
        Locale.ROOT,
        """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img" aria-label="%3$s">
    <style>
      text { font: 13px system-ui, sans-serif; fill: #1f2328; }
      .title { font-size: 16px; font-weight: 600; }
      .note { font-size: 12px; fill: #59636e; }
      .label { text-anchor: end; }
      .strong { font-weight: 600; }
      .back { fill: #ffffff; }
      .ours { fill: #0969da; }
      .other { fill: #8c959f; }
      .limit { fill: none; stroke: #59636e; stroke-width: 1.5; stroke-dasharray: 4 3; }
      @media (prefers-color-scheme: dark) {
        text { fill: #f0f6fc; }
        .note { fill: #9198a1; }
        .back { fill: #0d1117; }
        .ours { fill: #4493f8; }
        .other { fill: #656c76; }
        .limit { stroke: #9198a1; }
      }
    </style>
    <rect class="back" width="%1$d" height="%2$d" rx="8"/>
    """,
        WIDTH,
        height,
        escaped(title));
  }

  private void bar(StringBuilder svg, Bar bar, int top, double most) {
    double length = most == 0 ? 0 : bar.value() / most * (WIDTH - LABELS - FIGURES);
    String weight = bar.kind() == Kind.OURS ? " strong" : "";
    text(svg, "label" + weight, LABELS - 10, top + TEXT_DOWN, bar.label());
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"3\"/>%n",
            bar.kind().name().toLowerCase(Locale.ROOT),
            LABELS,
            top,
            Math.max(length, 1),
            THICK));
    text(
        svg,
        "figure" + weight,
        (int) Math.round(LABELS + length) + 8,
        top + TEXT_DOWN,
        Figures.whole(bar.value()) + " " + unit);
  }

  private static void text(StringBuilder svg, String style, int x, int y, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n",
            style,
            x,
            y,
            escaped(text)));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
