package io.geostream.stack.testing;

import io.geostream.stack.Database;
import java.lang.reflect.Method;
import java.util.List;
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

  private final Supplier<Database> database;
  private final Supplier<String> required;

  TimescaleDbCondition() {
    this(SharedStack::database, () -> System.getProperty("require.timescaledb", ""));
  }

  TimescaleDbCondition(Supplier<Database> database, Supplier<String> required) {
    this.database = database;
    this.required = required;
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Database found = database.get();
    if (found.timescale()) {
      return ConditionEvaluationResult.enabled("TimescaleDB is there: " + found.description());
    }
    String reason = "needs TimescaleDB, and the database found is: " + found.description();
    if (isRequired(required.get())) {
      throw new ExtensionConfigurationException(context.getDisplayName() + " " + reason);
    }
    skipped(context).add(tests(context));
    System.out.println("SKIPPED " + name(context) + ": " + reason);
    return ConditionEvaluationResult.disabled(reason);
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
