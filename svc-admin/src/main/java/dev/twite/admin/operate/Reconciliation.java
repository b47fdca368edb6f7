package dev.twite.admin.operate;

import dev.twite.admin.Action;
import dev.twite.admin.AuditLog;
import dev.twite.admin.access.Actor;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.http.Json;
import dev.twite.common.reconcile.ReconcileResult;
import dev.twite.common.reconcile.ReconcileResults;
import dev.twite.proto.admin.v1.ReconcileLine;
import dev.twite.proto.admin.v1.ReconcileResponse;
import io.grpc.Context;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Has every service hold its counts against what they count, one service after another. */
public final class Reconciliation {
  private static final Duration LONGEST = Duration.ofHours(1);

  private final OpsPorts ports;
  private final AuditLog audit;
  private final Semaphore running = new Semaphore(1);

  @Inject
  Reconciliation(OpsPorts ports, AuditLog audit) {
    this.ports = ports;
    this.audit = audit;
  }

  /**
   * Goes as far as the caller's deadline lets it; whom it did not come to is among the silent.
   *
   * @throws TwiteException OVERLOADED while another one runs
   */
  public ReconcileResponse run(Actor actor, boolean repair) {
    if (!running.tryAcquire()) {
      throw TwiteException.retryLater(ErrorCode.OVERLOADED, Duration.ofSeconds(5));
    }
    try {
      if (repair) {
        audit.write(actor, AuditLog.Entry.of(Action.RECONCILE, "counts", ""));
      }
      ReconcileResponse.Builder answer = ReconcileResponse.newBuilder();
      for (String service : ports.addresses().keySet()) {
        ask(service, repair, answer);
      }
      return answer.build();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw TwiteException.of(ErrorCode.CANCELLED, "Interrupted", interrupted);
    } finally {
      running.release();
    }
  }

  private void ask(String service, boolean repair, ReconcileResponse.Builder answer)
      throws InterruptedException {
    Duration left = left();
    if (left.isNegative() || left.isZero()) {
      answer.addSilent(service);
      return;
    }
    try {
      OpsPorts.Answer said = ports.post(service, "/reconcile?repair=" + repair, left);
      if (said.status() != 200) {
        answer.addSilent(service);
        return;
      }
      for (ReconcileResult result : Json.read(said.body(), ReconcileResults.class).results()) {
        answer.addLines(line(service, result));
      }
    } catch (IOException away) {
      answer.addSilent(service);
    }
  }

  // A moment of the deadline is kept for the answer.
  private static Duration left() {
    var deadline = Context.current().getDeadline();
    return deadline == null
        ? LONGEST
        : Duration.ofMillis(deadline.timeRemaining(TimeUnit.MILLISECONDS) - 100);
  }

  private static ReconcileLine line(String service, ReconcileResult result) {
    return ReconcileLine.newBuilder()
        .setService(service)
        .setName(result.name())
        .setChecked(result.checked())
        .setWrong(result.drifted())
        .setRepaired(result.repaired())
        .setUnsure(result.skipped())
        .addAllExamples(result.examples())
        .setError(result.error())
        .build();
  }
}
