package io.geostream.stack.testing;

import io.geostream.stack.Database;
import io.geostream.stack.KafkaBroker;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives the parameters of a test: the shared {@link KafkaBroker}; a fresh {@link Database}, dropped
 * after the test; a fresh {@link Topic}. All parameters of one test (and of its
 * {@code @BeforeEach}) get the same database and topic.
 */
public final class StackExtension implements ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(StackExtension.class);

  /**
   * A topic of a test's own, not created yet.
   *
   * @param name its name
   */
  public record Topic(String name) {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    Class<?> type = parameter.getParameter().getType();
    return type == KafkaBroker.class || type == Database.class || type == Topic.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    Class<?> type = parameter.getParameter().getType();
    if (type == KafkaBroker.class) {
      return SharedStack.broker();
    }
    // What the store holds is closed with the test.
    ExtensionContext.Store store = test.getStore(NAMESPACE);
    return type == Database.class
        ? store.computeIfAbsent(Database.class, key -> SharedStack.freshDatabase())
        : store.computeIfAbsent(Topic.class, key -> new Topic(SharedStack.freshTopic()));
  }
}
