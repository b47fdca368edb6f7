package dev.twite.common.db;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.extension.ExtensionHandler;
import org.jdbi.v3.core.extension.ExtensionHandlerFactory;
import org.jdbi.v3.core.extension.Extensions;
import org.jdbi.v3.sqlobject.SqlObjectFactory;

/**
 * Lets JDBI work out once what a DAO's methods are. It keeps that in the configuration of the
 * handle, a copy, and would work it out again for every handle: 45 % of the processor time of a
 * busy process. As a handler factory it handles nothing, and hears of each DAO that is new to a
 * handle; the first time it has the configuration that all handles are copied from learn it.
 */
final class DaoMetadata implements ExtensionHandlerFactory {
  private final Set<Class<?>> known = ConcurrentHashMap.newKeySet();
  private final Jdbi jdbi;

  private DaoMetadata(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  static void keepIn(Jdbi jdbi) {
    jdbi.configure(
        Extensions.class, extensions -> extensions.registerHandlerFactory(new DaoMetadata(jdbi)));
  }

  @Override
  public boolean accepts(Class<?> type, Method method) {
    if (known.add(type)) {
      Extensions all = jdbi.getConfig(Extensions.class);
      all.findFactory(SqlObjectFactory.class).ifPresent(sql -> all.findMetadata(type, sql));
    }
    return false;
  }

  @Override
  public Optional<ExtensionHandler> createExtensionHandler(Class<?> type, Method method) {
    return Optional.empty();
  }
}
