package dev.twite.local;

/** How services are spread over processes. No service knows which it is. */
sealed interface Shape permits OneProcess, ProcessEach {
  /** Starts a service and returns when it is ready. */
  void start(LocalService service) throws Exception;

  /** Ends a service if it was started; lets it finish what it is doing. */
  void stop(LocalService service);
}
