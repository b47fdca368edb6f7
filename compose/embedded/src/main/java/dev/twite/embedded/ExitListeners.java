package dev.twite.embedded;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who wants to know that a server ended by itself. */
final class ExitListeners {
  private static final Logger LOG = LoggerFactory.getLogger(ExitListeners.class);

  private final List<Consumer<ServerExit>> listeners = new CopyOnWriteArrayList<>();

  void add(Consumer<ServerExit> listener) {
    listeners.add(listener);
  }

  void tell(Child ended, LogFile log) {
    if (ended.endWanted().get()) {
      return;
    }
    ServerExit exit =
        new ServerExit(
            ended.server(),
            ended.process().pid(),
            ended.process().exitValue(),
            log.lastLines(LogFile.QUOTED_LINES));
    for (Consumer<ServerExit> listener : listeners) {
      try {
        listener.accept(exit);
      } catch (RuntimeException e) {
        // Nobody waits for this thread: the failure would be lost, and the next listener unasked.
        LOG.error("A listener failed on: {}", exit.message(), e);
      }
    }
  }
}
