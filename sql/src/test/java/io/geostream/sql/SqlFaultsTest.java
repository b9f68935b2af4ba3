package io.geostream.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

class SqlFaultsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"08006", "57P01", "57P03", "53300", "40P01", "55P03", "25006", "57014", "XX000"})
  void whatPassesComesOutAsItIsAlsoFromInsideFlyway(String state) {
    SQLException outage = new SQLException("gone", state);
    assertThatThrownBy(() -> SqlFaults.refusal("x", outage)).isSameAs(outage);
    FlywayException wrapped = new FlywayException("failed", new FlywayException("inner", outage));
    assertThatThrownBy(() -> SqlFaults.refusal("x", wrapped)).isSameAs(outage);
  }

  @ParameterizedTest
  @ValueSource(strings = {"42501", "42P01", "0A000", "55000", "23514", "TS001"})
  void whatIsWrongIsARefusalInOneLine(String state) throws SQLException {
    SQLException fault = new SQLException("ERROR: no\n  Hint: none", state);
    assertThat(SqlFaults.refusal("applying", new FlywayException("failed", fault)))
        .hasMessage("applying failed: ERROR: no (SQLState " + state + ")");
  }

  @ParameterizedTest
  @ValueSource(strings = {"08006", "57P01", "57P03", "53300", "40P01", "25006", "55P03"})
  void anOutageOfTheServerIsNoFailureOfTheMigration(String state) {
    SQLException outage = new SQLException("gone", state);
    assertThatThrownBy(() -> SqlFaults.failure("x", outage)).isSameAs(outage);
    FlywayException wrapped = new FlywayException("failed", outage);
    assertThatThrownBy(() -> SqlFaults.failure("x", wrapped)).isSameAs(outage);
  }

  @ParameterizedTest
  @ValueSource(strings = {"53100", "53200", "54000", "57014", "58030", "XX000", "42501", "22008"})
  void whatAStatementOfAMigrationFailsWithIsItsFailure(String state) throws SQLException {
    SQLException fault = new SQLException("ERROR: no\n  Hint: none", state);
    assertThat(SqlFaults.failure("applying", fault))
        .hasMessage("applying failed: ERROR: no (SQLState " + state + ")");
    assertThat(SqlFaults.failure("applying", new FlywayException("failed", fault)))
        .hasMessage("applying failed: ERROR: no (SQLState " + state + ")");
  }

  @Test
  void theServersHintIsPartOfTheLine() throws SQLException {
    SQLException fault =
        new PSQLException(
            new ServerErrorMessage("SERROR\0C53200\0Mout of shared memory\0Hmore locks\0\0"));
    assertThat(SqlFaults.failure("applying", fault))
        .hasMessage("applying failed: ERROR: out of shared memory; more locks (SQLState 53200)");
  }

  @Test
  void whatNoServerSaidIsARefusal() throws SQLException {
    assertThat(SqlFaults.refusal("applying", new FlywayException("two versions\nmore")))
        .hasMessage("applying failed: two versions");
  }
}
