package io.geostream.e2e.faults;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Marks a class of fault scenarios. Its tests take a {@link Scenario}, and may run beside those of
 * another scenario: each has a topic, a database and processes of its own, and starts the servers
 * that it breaks.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(ScenarioExtension.class)
@interface FaultScenario {}
