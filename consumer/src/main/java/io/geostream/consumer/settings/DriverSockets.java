package io.geostream.consumer.settings;

import io.geostream.common.settings.SettingException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;
import javax.net.ssl.HostnameVerifier;
import javax.security.auth.callback.CallbackHandler;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.core.SocketFactoryFactory;
import org.postgresql.jdbc.SslMode;
import org.postgresql.plugin.AuthenticationPlugin;
import org.postgresql.util.ObjectFactory;
import org.postgresql.util.PSQLException;

/**
 * What the driver's connections are made with: the classes that parameters name, the certificates,
 * the address of this machine. The driver finds out when it connects, some of it only once the
 * server asks for it.
 */
final class DriverSockets {

  /** Classes that the driver makes without arguments of their own. */
  private static final Map<PGProperty, Class<?>> CLASSES =
      Map.of(
          PGProperty.AUTHENTICATION_PLUGIN_CLASS_NAME, AuthenticationPlugin.class,
          PGProperty.SSL_HOSTNAME_VERIFIER, HostnameVerifier.class,
          PGProperty.SSL_PASSWORD_CALLBACK, CallbackHandler.class);

  private final UnaryOperator<String> written;
  private final Properties properties = new Properties();

  /**
   * @param written the name of a parameter as the URL writes it, by the driver's name
   * @param parameters by the driver's names
   */
  DriverSockets(UnaryOperator<String> written, Map<String, String> parameters) {
    this.written = written;
    properties.putAll(parameters);
  }

  /**
   * Makes what the driver would make.
   *
   * @throws io.geostream.common.settings.SettingException that names the parameter to change
   */
  void check() {
    CLASSES.forEach(
        (property, kind) ->
            checkClass(
                property, name -> ObjectFactory.instantiate(kind, name, properties, false, null)));
    checkClass(
        PGProperty.SOCKET_FACTORY, name -> SocketFactoryFactory.getSocketFactory(properties));
    checkCertificates();
    checkClass(
        PGProperty.SSL_FACTORY, name -> SocketFactoryFactory.getSslSocketFactory(properties));
    checkLocalAddress();
  }

  private interface Maker {
    Object make(String className) throws Exception;
  }

  private void checkClass(PGProperty property, Maker maker) {
    String className = property.getOrNull(properties);
    if (className == null) {
      return;
    }
    try {
      maker.make(className);
    } catch (Exception e) { // whatever the class's constructor throws
      throw refused("the class that its parameter %s names cannot be used", property);
    }
  }

  /** With a factory of the user's own it is that which reads them. */
  private void checkCertificates() {
    if (PGProperty.SSL_FACTORY.getOrNull(properties) != null) {
      return;
    }
    try {
      if (SslMode.of(properties).requireEncryption()) {
        SocketFactoryFactory.getSslSocketFactory(properties);
      }
    } catch (PSQLException e) {
      @Nullable String problem = e.getMessage();
      throw DatabaseUrl.refused(problem == null ? "is refused by the driver" : problem);
    }
  }

  private void checkLocalAddress() {
    String address = PGProperty.LOCAL_SOCKET_ADDRESS.getOrNull(properties);
    if (address != null && !isOfThisMachine(address)) {
      throw refused(
          "the value of its parameter %s is no address of this machine",
          PGProperty.LOCAL_SOCKET_ADDRESS);
    }
  }

  private static boolean isOfThisMachine(String address) {
    try {
      InetAddress local = InetAddress.getByName(address);
      return local.isAnyLocalAddress() || NetworkInterface.getByInetAddress(local) != null;
    } catch (UnknownHostException | SocketException e) {
      return false;
    }
  }

  private SettingException refused(String problem, PGProperty property) {
    return DatabaseUrl.refused(problem, written.apply(property.getName()));
  }
}
