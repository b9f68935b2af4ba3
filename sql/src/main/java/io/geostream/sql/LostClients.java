package io.geostream.sql;

/** How a server notices that the client of a session is gone. */
public final class LostClients {

  /**
   * A statement that sets it for the session. A backend that waits for a lock does not notice that
   * its client gave up; each retry would leave one more, until the server has no connections left.
   * Does nothing on systems without support for it.
   */
  public static final String NOTICE =
      """
      DO $$ BEGIN
        PERFORM set_config('client_connection_check_interval', '2s', false);
      EXCEPTION WHEN undefined_object OR invalid_parameter_value THEN
        NULL;
      END $$""";

  private LostClients() {}
}
