package dev.twite.common.grpc;

import io.grpc.stub.StreamObserver;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Lets a handler return its answer instead of talking to an observer. What it throws is mapped by
 * the server.
 */
public final class Calls {
  private Calls() {}

  /** Answers a unary call. */
  public static <A> void reply(StreamObserver<A> observer, Supplier<A> answer) {
    observer.onNext(answer.get());
    observer.onCompleted();
  }

  /** Answers a server-streaming call with what {@code answers} hands to its sink. */
  public static <A> void stream(StreamObserver<A> observer, Consumer<Consumer<A>> answers) {
    answers.accept(observer::onNext);
    observer.onCompleted();
  }
}
