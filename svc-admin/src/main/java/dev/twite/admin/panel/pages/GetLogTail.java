package dev.twite.admin.panel.pages;

import dev.twite.admin.panel.Door;
import dev.twite.admin.panel.Page;
import dev.twite.admin.panel.PanelConfig;
import dev.twite.admin.panel.Section;
import dev.twite.admin.panel.Visit;
import dev.twite.admin.panel.session.Viewers;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.proto.admin.v1.AdminGrpc.AdminBlockingStub;
import dev.twite.proto.logger.v1.TailRequest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lines as they are written, as Server-Sent Events (HTML standard, 9.2). Ends by itself after a
 * while, and the browser asks again; ends for good with the session.
 */
final class GetLogTail extends Page {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final AdminBlockingStub admin;
  private final Viewers viewers;
  private final Semaphore places;

  @Inject
  GetLogTail(Door door, AdminBlockingStub admin, Viewers viewers, PanelConfig config) {
    super(door, Route.Method.GET, "/logs/tail", Section.LOGS.role());
    this.admin = admin;
    this.viewers = viewers;
    this.places = new Semaphore(config.tails());
  }

  @Override
  public Duration streamsFor() {
    return LONGEST;
  }

  @Override
  protected Response answer(Visit visit) {
    TailRequest request = TailRequest.newBuilder().setFilter(LogFilter.of(visit).message()).build();
    if (visit.request().isHead()) {
      return Response.empty(200);
    }
    if (!places.tryAcquire()) {
      throw TwiteException.retryLater(ErrorCode.OVERLOADED, Duration.ofSeconds(10));
    }
    LogTail tail =
        new LogTail(
            () ->
                admin
                    .withDeadlineAfter(LONGEST.toMillis(), TimeUnit.MILLISECONDS)
                    .tailLogs(request),
            () ->
                viewers
                    .of(visit.viewer().session())
                    .filter(viewer -> viewer.role().includes(role()))
                    .isPresent(),
            places::release);
    // nginx would hold lines back.
    return Response.stream(200, "text/event-stream", tail).withHeader("X-Accel-Buffering", "no");
  }
}
