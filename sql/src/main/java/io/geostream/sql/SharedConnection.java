package io.geostream.sql;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;

/**
 * Gives Flyway the one connection that the migration already holds, as often as it asks, and keeps
 * it open. So the advisory lock, the migration and its line in the history live and die with one
 * session, and a pool of one is enough.
 */
final class SharedConnection extends PlainDataSource {

  private final Connection connection;

  SharedConnection(Connection connection) {
    this.connection = connection;
  }

  @Override
  public Connection getConnection() {
    InvocationHandler keepOpen =
        (proxy, method, arguments) -> {
          if (method.getName().equals("close")) {
            return null;
          }
          try {
            return method.invoke(connection, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, keepOpen);
  }
}
