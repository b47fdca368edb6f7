package dev.twite.common.kafka;

import com.google.protobuf.Message;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What a consumer does with each type of event; other types pass by. A handler must be idempotent:
 * by the event's id ({@code Inbox}) or by its effect. It may throw: an outage is waited for, {@link
 * PoisonException} goes to the dead-letter topic, anything else is tried a few times and then goes
 * there too.
 */
public final class EventHandler {
  private final Map<Class<? extends Message>, BiConsumer<Message, Event>> actions;

  private EventHandler(Map<Class<? extends Message>, BiConsumer<Message, Event>> actions) {
    this.actions = Map.copyOf(actions);
  }

  public static Builder builder() {
    return new Builder();
  }

  void handle(Event event) {
    BiConsumer<Message, Event> action = actions.get(event.payload().getClass());
    if (action != null) {
      action.accept(event.payload(), event);
    }
  }

  /** Collects actions. */
  public static final class Builder {
    private final Map<Class<? extends Message>, BiConsumer<Message, Event>> actions =
        new HashMap<>();

    /** Does {@code action} with every event of {@code type}. */
    public <M extends Message> Builder on(Class<M> type, BiConsumer<M, Event> action) {
      actions.put(type, (message, event) -> action.accept(type.cast(message), event));
      return this;
    }

    public EventHandler build() {
      return new EventHandler(actions);
    }
  }
}
