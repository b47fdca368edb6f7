package dev.twite.gateway.fake;

import dev.twite.common.grpc.Calls;
import dev.twite.common.identity.CallContext;
import dev.twite.common.identity.User;
import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Sees every call to the fakes, and makes them fail or hang. */
public final class Probe {
  /**
   * A call that came in.
   *
   * @param timeLeft until its deadline
   */
  public record Seen(String method, Duration timeLeft, Optional<User> user) {}

  private final List<Seen> seen = new ArrayList<>();
  private final Map<String, Consumer<Context>> interventions = new ConcurrentHashMap<>();

  /** Has {@code action} run at the start of each call of that method; it may throw. */
  public void intervene(String method, Consumer<Context> action) {
    interventions.put(method, action);
  }

  public void leaveAlone(String method) {
    interventions.remove(method);
  }

  public synchronized List<Seen> seen() {
    return List.copyOf(seen);
  }

  public long count(String method) {
    return seen().stream().filter(call -> call.method().equals(method)).count();
  }

  <A> void reply(StreamObserver<A> observer, String method, Supplier<A> answer) {
    Context context = Context.current();
    Duration left =
        context.getDeadline() == null
            ? Duration.ofDays(1)
            : Duration.ofNanos(context.getDeadline().timeRemaining(TimeUnit.NANOSECONDS));
    synchronized (this) {
      seen.add(new Seen(method, left, CallContext.user()));
    }
    interventions.getOrDefault(method, ignored -> {}).accept(context);
    Calls.reply(observer, answer);
  }
}
