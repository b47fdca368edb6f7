package dev.twite.admin.panel.pages;

import dev.twite.admin.access.Permission;
import dev.twite.admin.panel.Done;
import dev.twite.admin.panel.Door;
import dev.twite.admin.panel.Page;
import dev.twite.admin.panel.Visit;
import dev.twite.admin.panel.html.Link;
import dev.twite.common.error.TwiteException;
import dev.twite.common.http.Form;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.proto.admin.v1.AdminGrpc.AdminBlockingStub;
import dev.twite.proto.admin.v1.BanRequest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;

/** Bans, for good, for some days or until a moment. */
final class PostBan extends Page {
  private final AdminBlockingStub admin;
  private final Clock clock;

  @Inject
  PostBan(Door door, AdminBlockingStub admin, Clock clock) {
    super(door, Route.Method.POST, "/users/{id}/ban", Permission.BAN.least());
    this.admin = admin;
    this.clock = clock;
  }

  @Override
  protected Response answer(Visit visit) {
    Form form = visit.form();
    long id = visit.request().pathId("id");
    var unused =
        admin.ban(
            BanRequest.newBuilder()
                .setUserId(id)
                .setReason(form.text("reason"))
                .setUntilMs(until(form))
                .setNote(form.text("note"))
                .build());
    return visit.done(backTo(form.text("report"), Link.to("/users").part(id)), Done.BANNED);
  }

  private long until(Form form) {
    long moment = Inputs.moment("until", form.text("until"));
    String length = form.text("length");
    if (!ActForms.LENGTHS.containsKey(length)) {
      throw TwiteException.invalid("length", "invalid_value", "Is none of the choices");
    }
    if (moment != 0 && !length.isEmpty()) {
      throw TwiteException.invalid("until", "invalid_value", "Give a length or an end, not both");
    }
    return length.isEmpty()
        ? moment
        : clock.millis() + Duration.ofDays(Long.parseLong(length)).toMillis();
  }

  /** The report that the act came from, if it did. */
  static Link backTo(String report, Link otherwise) {
    return report.isEmpty() ? otherwise : Link.to("/reports").part(Request.id("report", report));
  }
}
