package dev.twite.common.kafka;

import com.google.protobuf.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What a consumer does with each type of event; other types pass by. A handler must be idempotent:
 * by the event's id ({@code Inbox}) or by its effect. It may throw: an outage is waited for, {@link
 * PoisonException} goes to the dead-letter topic, anything else is tried a few times and then goes
 * there too.
 */
public final class EventHandler {
  private final Map<Class<? extends Message>, BiConsumer<Message, Event>> actions;
  // By the word in the event-type header.
  private final Map<String, Consumer<List<Event>>> together;

  private EventHandler(Builder builder) {
    this.actions = Map.copyOf(builder.actions);
    this.together = Map.copyOf(builder.together);
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

  /** What takes many events of a type at once; empty when it wants them one by one. */
  Optional<Consumer<List<Event>>> together(String type) {
    return Optional.ofNullable(together.get(type));
  }

  /** Collects actions. */
  public static final class Builder {
    private final Map<Class<? extends Message>, BiConsumer<Message, Event>> actions =
        new HashMap<>();
    private final Map<String, Consumer<List<Event>>> together = new HashMap<>();

    /** Does {@code action} with every event of {@code type}. */
    public <M extends Message> Builder on(Class<M> type, BiConsumer<M, Event> action) {
      actions.put(type, (message, event) -> action.accept(type.cast(message), event));
      return this;
    }

    /**
     * Does {@code action} with as many events of {@code types} as have come one after another, 1 to
     * 64. What fails in company is tried one by one: it must do all or nothing, or what may be done
     * twice.
     */
    @SafeVarargs
    public final Builder together(Consumer<List<Event>> action, Class<? extends Message>... types) {
      for (Class<? extends Message> type : types) {
        actions.put(type, (message, event) -> action.accept(List.of(event)));
        together.put(type.getSimpleName(), action);
      }
      return this;
    }

    public EventHandler build() {
      return new EventHandler(this);
    }
  }
}
