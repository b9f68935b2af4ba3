package io.geostream.stack.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a test, or a class of tests, that a plain PostgreSQL cannot pass. Where the shared database
 * has no TimescaleDB, it is skipped with a printed reason, and the number of those skipped is
 * printed at the end of the run. With the system property {@code require.timescaledb} set (to
 * anything but nothing or {@code false}) it fails instead.
 */
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(TimescaleDbCondition.class)
public @interface RequiresTimescaleDb {}
