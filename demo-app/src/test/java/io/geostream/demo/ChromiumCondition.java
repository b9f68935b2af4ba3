package io.geostream.demo;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips with a printed reason where there is no Chromium. With the system property {@code
 * require.chromium} set (to anything but nothing or {@code false}) it fails instead.
 */
final class ChromiumCondition implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (Browser.programs().isPresent()) {
      return ConditionEvaluationResult.enabled("Chromium is there");
    }
    String reason = "needs chromium and chromedriver on the PATH";
    String required = System.getProperty("require.chromium", "");
    if (!required.isEmpty() && !required.equalsIgnoreCase("false")) {
      throw new ExtensionConfigurationException(context.getDisplayName() + " " + reason);
    }
    if (context.getTestMethod().isEmpty()) {
      System.out.println("SKIPPED " + context.getDisplayName() + ": " + reason);
    }
    return ConditionEvaluationResult.disabled(reason);
  }
}
