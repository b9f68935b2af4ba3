/**
 * What Grafana and Prometheus are given: every query on a real database or a real Prometheus, and
 * the files' shape. Grafana itself is not started.
 */
@NullMarked
package io.geostream.e2e.observe;

import org.jspecify.annotations.NullMarked;
