package dev.twite.logger;

import dev.twite.common.boot.Component;
import dev.twite.common.grpc.GrpcServer;
import jakarta.inject.Inject;

/** Ends the tails before the server waits for its calls to end: by themselves they never would. */
final class TailsEnd implements Component {
  private final Tails tails;

  /**
   * @param server starts before this, and so stops after it
   */
  @Inject
  @SuppressWarnings("UnusedVariable")
  TailsEnd(GrpcServer server, Tails tails) {
    this.tails = tails;
  }

  @Override
  public Phase phase() {
    return Phase.SERVER;
  }

  @Override
  public void start() {}

  @Override
  public void stop() {
    tails.end();
  }
}
