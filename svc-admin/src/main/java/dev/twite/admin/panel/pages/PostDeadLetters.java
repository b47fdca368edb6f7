package dev.twite.admin.panel.pages;

import dev.twite.admin.panel.Done;
import dev.twite.admin.panel.Door;
import dev.twite.admin.panel.Page;
import dev.twite.admin.panel.Section;
import dev.twite.admin.panel.Visit;
import dev.twite.admin.panel.html.Link;
import dev.twite.common.error.TwiteException;
import dev.twite.common.http.Form;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.proto.admin.v1.AdminGrpc.AdminBlockingStub;
import dev.twite.proto.admin.v1.DeadLettersRequest;
import jakarta.inject.Inject;

/** Sends chosen records back to where they came from, or takes them off the list. */
final class PostDeadLetters extends Page {
  private final AdminBlockingStub admin;

  @Inject
  PostDeadLetters(Door door, AdminBlockingStub admin) {
    super(door, Route.Method.POST, "/dead-letters/{topic}/act", Section.DEAD_LETTERS.role());
    this.admin = admin;
  }

  @Override
  protected Response answer(Visit visit) {
    Form form = visit.form();
    if (form.all("id").isEmpty()) {
      // To the service none means all: nobody who chose none wants that.
      throw TwiteException.invalid("id", "required", "Choose at least one record");
    }
    String topic = visit.request().path("topic");
    DeadLettersRequest records =
        DeadLettersRequest.newBuilder().setTopic(topic).addAllIds(form.all("id")).build();
    Link list = Link.to("/dead-letters").part(topic);
    return switch (form.text("act")) {
      case "replay" -> {
        var unused = admin.replayDeadLetters(records);
        yield visit.done(list, Done.REPLAYED);
      }
      case "drop" -> {
        var unused = admin.dropDeadLetters(records);
        yield visit.done(list, Done.DROPPED);
      }
      default -> throw TwiteException.invalid("act", "invalid_value", "Is none of replay, drop");
    };
  }
}
