package dev.twite.common.boot;

import com.google.inject.matcher.Matchers;
import com.google.inject.spi.ProvisionListener;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the components of a service in order and stops them in reverse. It learns of them as Guice
 * makes them, which is dependencies first.
 */
final class Lifecycle implements ProvisionListener {
  private static final Logger log = LoggerFactory.getLogger(Lifecycle.class);

  private final Set<Component> made = new LinkedHashSet<>();
  private final List<Component> started = new ArrayList<>();

  com.google.inject.Module module() {
    return binder -> binder.bindListener(Matchers.any(), this);
  }

  @Override
  public synchronized <T> void onProvision(ProvisionInvocation<T> provision) {
    if (provision.provision() instanceof Component component) {
      made.add(component);
    }
  }

  /** Starts all; when one fails, stops those before it and throws. */
  synchronized void start() throws Exception {
    List<Component> order = new ArrayList<>(made);
    order.sort(Comparator.comparing(Component::phase)); // stable: within a phase, as made
    try {
      for (Component component : order) {
        // First, so that one that failed half-way is stopped too.
        started.add(component);
        component.start();
      }
    } catch (Exception failed) {
      stop();
      throw failed;
    }
  }

  synchronized void stop() {
    for (Component component : started.reversed()) {
      try {
        component.stop();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      } catch (Exception failed) {
        log.warn("{} did not stop cleanly", component.getClass().getSimpleName(), failed);
      }
    }
    started.clear();
  }
}
