package io.geostream.stack.testing;

import io.geostream.stack.Database;
import io.geostream.stack.Versions;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** Decides for {@link RequiresTimescaleDb}. */
final class TimescaleDbCondition implements ExecutionCondition {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(TimescaleDbCondition.class);

  /** From here on rows can go straight into the columnstore. */
  private static final String NEEDED = "2.28.1";

  private static final String EDITION =
      """
      SELECT default_version AS version, coalesce(current_setting('timescaledb.license', true), '') AS license
        FROM pg_available_extensions WHERE name = 'timescaledb'""";

  private final Supplier<Database> database;
  private final Supplier<String> required;

  TimescaleDbCondition() {
    this(SharedStack::database, TimescaleDbCondition::required);
  }

  TimescaleDbCondition(Supplier<Database> database, Supplier<String> required) {
    this.database = database;
    this.required = required;
  }

  /** The embedded database, asked for by its name, never has it. */
  private static String required() {
    return System.getProperty(DatabaseProperty.NAME, "").equals("embedded")
        ? ""
        : System.getProperty("require.timescaledb", "");
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Database found = database.get();
    Optional<String> lack = lack(found);
    if (lack.isEmpty()) {
      return ConditionEvaluationResult.enabled("TimescaleDB is there: " + found.description());
    }
    String reason =
        "needs TimescaleDB %s or newer, its community edition, and %s: %s"
            .formatted(NEEDED, lack.get(), found.description());
    if (isRequired(required.get())) {
      throw new ExtensionConfigurationException(context.getDisplayName() + " " + reason);
    }
    skipped(context).add(tests(context));
    System.out.println("SKIPPED " + name(context) + ": " + reason);
    return ConditionEvaluationResult.disabled(reason);
  }

  private static Optional<String> lack(Database database) {
    if (!database.timescale()) {
      return Optional.of("the database has none");
    }
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(EDITION)) {
      row.next();
      return lack(row.getString("version"), row.getString("license"));
    } catch (SQLException e) {
      throw new IllegalStateException("cannot ask for TimescaleDB's version", e);
    }
  }

  /** What keeps a version and edition from being enough; empty if it is. */
  static Optional<String> lack(String version, String license) {
    if (Versions.BY_NUMBERS.compare(version, NEEDED) < 0) {
      return Optional.of("the database has " + version);
    }
    return license.equals("apache") ? Optional.of("this is the Apache edition") : Optional.empty();
  }

  static boolean isRequired(String property) {
    return !property.isEmpty() && !property.equalsIgnoreCase("false");
  }

  private static SkippedTests skipped(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(
            SkippedTests.class, key -> new SkippedTests(System.out), SkippedTests.class);
  }

  private static String name(ExtensionContext context) {
    return context.getRequiredTestClass().getSimpleName()
        + context.getTestMethod().map(method -> "." + method.getName()).orElse("");
  }

  /** Of a class that is skipped as a whole: all its test methods. */
  private static int tests(ExtensionContext context) {
    if (context.getTestMethod().isPresent()) {
      return 1;
    }
    List<Method> methods =
        AnnotationSupport.findAnnotatedMethods(
            context.getRequiredTestClass(), Testable.class, HierarchyTraversalMode.TOP_DOWN);
    return methods.size();
  }
}
