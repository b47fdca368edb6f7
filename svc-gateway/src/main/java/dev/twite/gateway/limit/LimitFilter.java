package dev.twite.gateway.limit;

import dev.twite.common.http.Request;
import dev.twite.common.http.RequestFilter;
import jakarta.inject.Inject;
import java.util.function.BiConsumer;

/** Counts every request whose route has a rule and refuses what is too much. */
public final class LimitFilter implements RequestFilter {
  private final Limits limits;

  @Inject
  LimitFilter(Limits limits) {
    this.limits = limits;
  }

  @Override
  public void before(Request request, BiConsumer<String, String> header) {
    limits.take(
        request.route().toString(),
        new Limits.Caller(request.clientAddress(), request.header("X-Forwarded-For").isPresent()),
        header);
  }
}
