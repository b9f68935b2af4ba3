package io.geostream.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class BarChartTest {

  private final BarChart chart =
      new BarChart(
          "Rows & <rates>",
          "rows/s",
          "a note",
          List.of(
              new BarChart.Bar("ours", 200_000, BarChart.Kind.OURS),
              new BarChart.Bar("theirs", 50_000, BarChart.Kind.OTHER),
              new BarChart.Bar("limit", 400_000, BarChart.Kind.LIMIT)));

  @Test
  void drawsBarsInProportionToTheirValues() throws Exception {
    NodeList all = parsed().getElementsByTagName("rect");

    // The first is the background.
    double ours = width(all, 1);
    assertThat(width(all, 2) * 4).isCloseTo(ours, offset(1.0));
    assertThat(width(all, 3)).isCloseTo(ours * 2, offset(1.0));
  }

  @Test
  void saysEachNameAndFigureAndEscapesThem() throws Exception {
    assertThat(parsed().getDocumentElement().getTextContent())
        .contains("Rows & <rates>", "ours", "200,000 rows/s", "50,000 rows/s", "a note");
  }

  @Test
  void followsTheReadersChoiceOfLightOrDark() {
    assertThat(chart.svg()).contains("prefers-color-scheme: dark");
  }

  @Test
  void drawsNothingOutOfNothing() {
    assertThat(new BarChart("none", "rows/s", "", List.of()).svg()).contains("none");
  }

  private Document parsed() throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(chart.svg())));
  }

  private static double width(NodeList rects, int index) {
    return Double.parseDouble(((Element) rects.item(index)).getAttribute("width"));
  }
}
