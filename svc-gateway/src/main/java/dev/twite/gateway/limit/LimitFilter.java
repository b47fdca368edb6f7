package dev.twite.gateway.limit;

import dev.twite.common.http.Request;
import dev.twite.common.http.RequestFilter;
import dev.twite.common.identity.CallContext;
import jakarta.inject.Inject;
import java.util.function.BiConsumer;

/** Counts every request under {@code /v1} and refuses what is too much. */
public final class LimitFilter implements RequestFilter {
  private final Limits limits;

  @Inject
  LimitFilter(Limits limits) {
    this.limits = limits;
  }

  @Override
  public void before(Request request, BiConsumer<String, String> header) {
    RouteClass.of(request.route())
        .ifPresent(
            kind ->
                limits.take(
                    kind,
                    new Limits.Caller(
                        subjectOf(request),
                        request.clientAddress(),
                        request.header("X-Forwarded-For").isPresent()),
                    header));
  }

  private static String subjectOf(Request request) {
    return CallContext.user()
        .map(user -> "user:" + user.id())
        .orElseGet(() -> ClientSubject.of(request.clientAddress()));
  }
}
