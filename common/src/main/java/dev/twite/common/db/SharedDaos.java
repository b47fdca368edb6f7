package dev.twite.common.db;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.extension.ExtensionContext;
import org.jdbi.v3.core.extension.ExtensionFactory;
import org.jdbi.v3.core.extension.ExtensionMetadata;
import org.jdbi.v3.core.extension.ExtensionMetadata.ExtensionHandlerInvoker;
import org.jdbi.v3.core.extension.Extensions;
import org.jdbi.v3.core.extension.HandleSupplier;
import org.jdbi.v3.sqlobject.SqlObjectFactory;

/**
 * Prepares each DAO once for all handles. JDBI itself copies its configuration for every method of
 * a DAO whenever that is attached to a handle, a quarter of the processor time of a busy process;
 * here a handle that a DAO is attached to is only noted for the time of a call. Configuration of a
 * single handle does not reach its DAOs.
 */
final class SharedDaos implements ExtensionFactory {
  private static final ThreadLocal<HandleSupplier> CURRENT = new ThreadLocal<>();

  private final Jdbi jdbi;
  private final ExtensionFactory sqlObjects;
  private final Map<Class<?>, SharedDao> daos = new ConcurrentHashMap<>();

  private SharedDaos(Jdbi jdbi, ExtensionFactory sqlObjects) {
    this.jdbi = jdbi;
    this.sqlObjects = sqlObjects;
  }

  /** After the plug-in for SQL objects, whose place it takes. */
  static void install(Jdbi jdbi) {
    Extensions extensions = jdbi.getConfig(Extensions.class);
    extensions.register(
        new SharedDaos(jdbi, extensions.findFactory(SqlObjectFactory.class).orElseThrow()));
  }

  @Override
  public boolean accepts(Class<?> type) {
    return type.isInterface() && sqlObjects.accepts(type);
  }

  @Override
  public Set<FactoryFlag> getFactoryFlags() {
    return Set.of(FactoryFlag.DONT_USE_PROXY);
  }

  @Override
  public <E> E attach(Class<E> type, HandleSupplier handle) {
    SharedDao dao = daos.get(type);
    if (dao == null) {
      dao = daos.computeIfAbsent(type, this::prepare);
    }
    return type.cast(dao.attachedTo(handle));
  }

  private SharedDao prepare(Class<?> type) {
    Extensions extensions = jdbi.getConfig(Extensions.class);
    return new SharedDao(
        type, extensions.findMetadata(type, sqlObjects), jdbi.getConfig(), new CurrentHandle(jdbi));
  }

  /** A DAO's methods, for whichever handle the thread has noted. */
  private static final class SharedDao {
    private final Class<?> type;
    private final Map<Method, ExtensionHandlerInvoker> methods = new HashMap<>();

    SharedDao(
        Class<?> type, ExtensionMetadata metadata, ConfigRegistry config, HandleSupplier current) {
      this.type = type;
      ConfigRegistry own = metadata.createInstanceConfiguration(config);
      // What default methods call methods on.
      Object self = proxy(this::invoke);
      for (Method method : metadata.getExtensionMethods()) {
        methods.put(method, metadata.createExtensionHandlerInvoker(self, method, current, own));
      }
    }

    Object attachedTo(HandleSupplier handle) {
      return proxy(
          (proxy, method, arguments) -> {
            HandleSupplier before = CURRENT.get();
            CURRENT.set(handle);
            try {
              return invoke(proxy, method, arguments);
            } finally {
              if (before == null) {
                CURRENT.remove();
              } else {
                CURRENT.set(before);
              }
            }
          });
    }

    @SuppressWarnings("ReferenceEquality") // what equals is for one without state
    private Object invoke(Object proxy, Method method, Object[] arguments) {
      ExtensionHandlerInvoker invoker = methods.get(method);
      if (invoker != null) {
        return invoker.invoke(arguments);
      }
      return switch (method.getName()) {
        case "equals" -> proxy == arguments[0];
        case "hashCode" -> System.identityHashCode(proxy);
        default -> type.getName();
      };
    }

    private Object proxy(InvocationHandler handler) {
      return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
    }
  }

  /** Stands for the handle that the thread has noted. */
  private record CurrentHandle(Jdbi jdbi) implements HandleSupplier {
    @Override
    public Handle getHandle() {
      return CURRENT.get().getHandle();
    }

    @Override
    public Jdbi getJdbi() {
      return jdbi;
    }

    @Override
    public ConfigRegistry getConfig() {
      return CURRENT.get().getConfig();
    }

    @Override
    public <V> V invokeInContext(ExtensionContext context, Callable<V> task) throws Exception {
      return CURRENT.get().invokeInContext(context, task);
    }
  }
}
