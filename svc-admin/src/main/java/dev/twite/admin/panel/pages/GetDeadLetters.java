package dev.twite.admin.panel.pages;

import dev.twite.admin.panel.Door;
import dev.twite.admin.panel.Page;
import dev.twite.admin.panel.Section;
import dev.twite.admin.panel.Visit;
import dev.twite.admin.panel.html.Chart;
import dev.twite.admin.panel.html.Link;
import dev.twite.admin.panel.html.Parts;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.proto.admin.v1.AdminGrpc.AdminBlockingStub;
import dev.twite.proto.admin.v1.DeadLetterTopic;
import dev.twite.proto.admin.v1.ListDeadLetterTopicsRequest;
import jakarta.inject.Inject;
import java.util.List;

/** Topics with events that could not be handled. */
final class GetDeadLetters extends Page {
  private final AdminBlockingStub admin;

  @Inject
  GetDeadLetters(Door door, AdminBlockingStub admin) {
    super(door, Route.Method.GET, Section.DEAD_LETTERS.path(), Section.DEAD_LETTERS.role());
    this.admin = admin;
  }

  @Override
  protected Response answer(Visit visit) {
    List<DeadLetterTopic> topics =
        admin
            .listDeadLetterTopics(ListDeadLetterTopicsRequest.getDefaultInstance())
            .getTopicsList();
    return visit.page(
        Section.DEAD_LETTERS,
        "Dead letters",
        topics.isEmpty()
            ? Parts.empty("None: every event has been handled.")
            : Parts.table(
                List.of("Topic", "Records", "Newest (UTC)"),
                topics.stream()
                    .map(
                        topic ->
                            Parts.row(
                                Parts.link(
                                    Link.to("/dead-letters").part(topic.getTopic()),
                                    topic.getTopic()),
                                Parts.text(Chart.amount(topic.getRecords())),
                                Parts.time(topic.getNewestAtMs())))
                    .toList()));
  }
}
