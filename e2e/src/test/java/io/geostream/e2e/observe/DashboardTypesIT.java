package io.geostream.e2e.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The dashboards against Grafana's own types, by the TypeScript compiler: a field that is not in
 * the type of a dashboard, of a panel's options or of its fields, or a value that is none of the
 * type's, is an error.
 */
class DashboardTypesIT {

  private static final Path SOURCE = Path.of("src/test/grafana-schema");
  private static final Path HOME = Path.of("target/grafana-schema").toAbsolutePath();

  /** The kinds of panels whose fields have a type of their own. */
  private static final Map<String, String> PANEL_TYPES =
      Map.of(
          "timeseries", "TimeSeriesPanelCfg",
          "stat", "StatPanelCfg",
          "table", "TablePanelCfg",
          "barchart", "BarChartPanelCfg",
          "geomap", "GeomapPanelCfg");

  private static final List<String> WITH_FIELD_CONFIG = List.of("timeseries", "table", "barchart");

  @BeforeAll
  static void install() throws Exception {
    Tool.assumeThere("DashboardTypesIT", "node");
    Tool.assumeThere("DashboardTypesIT", "npm");
    Files.createDirectories(HOME);
    for (String file : List.of("package.json", "package-lock.json")) {
      Files.copy(SOURCE.resolve(file), HOME.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    Tool.Result result = Tool.run(HOME, "npm", "ci", "--no-audit", "--no-fund", "--prefer-offline");
    if (result.exitCode() != 0) {
      System.out.println(
          "SKIPPED DashboardTypesIT: npm cannot install its packages: " + result.output().strip());
    }
    assumeThat(result.exitCode()).as(result.output()).isZero();
  }

  @Test
  void theDashboardsAreOfGrafanasTypes() throws Exception {
    compile(ObserveFiles.dashboards()).assertSucceeded();
  }

  /** That the check checks: one wrong word at each depth, and the compiler names each. */
  @Test
  void aWrongWordIsFoundAtEachDepth() throws Exception {
    Dashboard right = ObserveFiles.dashboards().get(0);
    JsonNode wrong = right.json().deepCopy();
    ((ObjectNode) wrong).put("refreshEvery", "10s");
    List<JsonNode> panels = new Dashboard(right.file(), wrong).panels();
    ((ObjectNode) panels.get(1)).put("titel", "Wind");
    JsonNode panel = panels.get(0);
    ((ObjectNode) panel.path("options")).put("colorMode", "rainbow");
    ((ObjectNode) panel.at("/fieldConfig/defaults")).put("units", "celsius");

    Tool.Result result = compile(List.of(new Dashboard(right.file(), wrong)));
    assertThat(result.exitCode()).isNotZero();
    assertThat(result.output()).contains("refreshEvery", "titel", "rainbow", "units");
  }

  private static Tool.Result compile(List<Dashboard> dashboards) throws Exception {
    StringBuilder program = new StringBuilder("import * as g from '@grafana/schema';\n");
    PANEL_TYPES.forEach(
        (kind, type) ->
            program.append(
                "import * as %s from '@grafana/schema/dist/esm/raw/composable/%s/panelcfg/x/%s_types.gen';\n"
                    .formatted(kind, kind, type)));
    program.append(
        """
        type Text<T> = T extends string ? `${T}` : T extends (infer E)[] ? Text<E>[] : T extends object ? { [K in keyof T]: Text<T[K]> } : T;
        """);
    int number = 0;
    for (Dashboard dashboard : dashboards) {
      ObjectNode shell = dashboard.json().deepCopy();
      shell.putArray("panels");
      number = constant(program, number, "Text<g.Dashboard>", shell);
      for (JsonNode each : dashboard.json().path("panels")) {
        number = panel(program, number, each.deepCopy());
      }
    }
    Files.writeString(HOME.resolve("dashboards.ts"), program);
    return Tool.run(
        HOME,
        "node",
        "node_modules/typescript/bin/tsc",
        "--noEmit",
        "--strict",
        "--skipLibCheck",
        "--target",
        "es2022",
        "--module",
        "nodenext",
        "dashboards.ts");
  }

  private static int panel(StringBuilder program, int from, ObjectNode panel) {
    String kind = panel.path("type").asText();
    if (kind.equals("row")) {
      return constant(program, from, "Text<g.RowPanel>", panel);
    }
    assertThat(PANEL_TYPES).containsKey(kind);
    int number = constant(program, from, "Text<%s.Options>".formatted(kind), panel.path("options"));
    JsonNode custom = panel.at("/fieldConfig/defaults/custom");
    if (WITH_FIELD_CONFIG.contains(kind)) {
      number = constant(program, number, "Partial<Text<%s.FieldConfig>>".formatted(kind), custom);
    }
    return constant(program, number, "Text<g.Panel>", panel);
  }

  private static int constant(StringBuilder program, int number, String type, JsonNode value) {
    program.append(
        String.format(
            Locale.ROOT, "export const c%d: %s = %s;\n", number, type, value.toPrettyString()));
    return number + 1;
  }
}
