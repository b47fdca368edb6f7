package dev.twite.admin;

import static dev.twite.admin.AdminFixture.as;
import static dev.twite.admin.AdminFixture.asModerator;
import static dev.twite.admin.AdminFixture.codeOf;
import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.identity.Role;
import dev.twite.common.kafka.Event;
import dev.twite.common.kafka.EventCodec;
import dev.twite.common.kafka.EventProducer;
import dev.twite.common.kafka.Topic;
import dev.twite.proto.admin.v1.AssignReportRequest;
import dev.twite.proto.admin.v1.CloseReportRequest;
import dev.twite.proto.admin.v1.CreateReportRequest;
import dev.twite.proto.admin.v1.GetReportRequest;
import dev.twite.proto.admin.v1.ListReportsRequest;
import dev.twite.proto.admin.v1.Report;
import dev.twite.proto.events.v1.UserDeleted;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReportsIT {
  private static AdminFixture fixture;

  @BeforeAll
  static void start() throws Exception {
    fixture = new AdminFixture();
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @Test
  void theSameAgainWhileItIsOpenIsTheSameReport() {
    Report first = report(1_301, account(1_302));
    assertThat(report(1_301, account(1_302)).getId()).isEqualTo(first.getId());
    assertThat(report(1_303, account(1_302)).getId()).isNotEqualTo(first.getId());
    var unused = asModerator(() -> fixture.admin.closeReport(close(first, Report.State.DISMISSED)));
    assertThat(report(1_301, account(1_302)).getId()).isNotEqualTo(first.getId());
  }

  @Test
  void whatIsReportedMustBeThereAndAnothers() {
    assertThat(codeOf(() -> report(1_304, account(1_304)))).isEqualTo(ErrorCode.CANNOT_TARGET_SELF);
    assertThat(codeOf(() -> report(Fakes.AUTHOR, tweet(Fakes.TWEET))))
        .isEqualTo(ErrorCode.CANNOT_TARGET_SELF);
    assertThat(codeOf(() -> report(1_304, account(77)))).isEqualTo(ErrorCode.USER_NOT_FOUND);
    assertThat(codeOf(() -> report(1_304, tweet(77)))).isEqualTo(ErrorCode.TWEET_NOT_FOUND);
    assertThat(codeOf(() -> report(1_304, account(1_305).setTweetId(Fakes.TWEET))))
        .isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(codeOf(() -> report(1_304, CreateReportRequest.newBuilder().setReason("spam"))))
        .isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(codeOf(() -> report(1_304, account(1_305).setReason("dislike"))))
        .isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(report(1_304, tweet(Fakes.TWEET)).getUserId()).isEqualTo(Fakes.AUTHOR);
  }

  @Test
  void aReportIsTakenAndEndedOnce() {
    Report made = report(1_306, account(1_307));
    Report taken =
        asModerator(() -> fixture.admin.assignReport(assign(made, AdminFixture.MODERATOR)));
    assertThat(taken.getAssigneeId()).isEqualTo(AdminFixture.MODERATOR);
    assertThat(codeOf(() -> asModerator(() -> fixture.admin.assignReport(assign(made, 1_308)))))
        .isEqualTo(ErrorCode.INVALID_REQUEST);
    Report ended = asModerator(() -> fixture.admin.closeReport(close(made, Report.State.RESOLVED)));
    assertThat(ended.getState()).isEqualTo(Report.State.RESOLVED);
    assertThat(ended.getClosedById()).isEqualTo(AdminFixture.MODERATOR);
    assertThat(asModerator(() -> fixture.admin.closeReport(close(made, Report.State.RESOLVED))))
        .isEqualTo(ended);
    assertThat(
            codeOf(
                () ->
                    asModerator(
                        () -> fixture.admin.closeReport(close(made, Report.State.DISMISSED)))))
        .isEqualTo(ErrorCode.REPORT_CLOSED);
    assertThat(codeOf(() -> asModerator(() -> fixture.admin.assignReport(assign(made, 0)))))
        .isEqualTo(ErrorCode.REPORT_CLOSED);
    assertThat(
            codeOf(
                () ->
                    asModerator(
                        () ->
                            fixture.admin.getReport(
                                GetReportRequest.newBuilder().setId(1).build()))))
        .isEqualTo(ErrorCode.REPORT_NOT_FOUND);
  }

  @Test
  void theQueueIsOldestFirstAndWhatHasEndedNewestFirst() {
    Report first = report(1_310, account(1_311));
    Report second = report(1_312, account(1_311));
    assertThat(queue(Report.State.OPEN, 1_311))
        .extracting(Report::getId)
        .containsExactly(first.getId(), second.getId());
    for (Report one : List.of(first, second)) {
      var unused = asModerator(() -> fixture.admin.closeReport(close(one, Report.State.RESOLVED)));
    }
    assertThat(queue(Report.State.OPEN, 1_311)).isEmpty();
    assertThat(queue(Report.State.RESOLVED, 1_311))
        .extracting(Report::getId)
        .containsExactly(second.getId(), first.getId());
  }

  @Test
  void whatADeletedAccountWroteGoesAndReportsOfItEnd() throws Exception {
    Report by = report(1_320, account(1_321).setComment("My name is Ada"));
    Report of = report(1_322, account(1_320));
    publish(1, UserDeleted.newBuilder().setUserId(1_320).build());
    eventually(
        () -> {
          assertThat(get(by).getComment()).isEmpty();
          assertThat(get(by).getState()).isEqualTo(Report.State.OPEN);
          assertThat(get(of).getState()).isEqualTo(Report.State.RESOLVED);
        });
  }

  private static void publish(long id, UserDeleted event) throws Exception {
    String topic = fixture.env.asMap().get("TWITE_KAFKA_PREFIX") + Topic.USER.baseName();
    assertThat(
            fixture
                .service
                .get(EventProducer.class)
                .send(
                    List.of(
                        EventCodec.encode(
                            topic,
                            event.getUserId(),
                            new Event(id, fixture.clock.instant(), event, "", "")))))
        .containsExactly(true);
  }

  private static Report get(Report report) {
    return asModerator(
        () -> fixture.admin.getReport(GetReportRequest.newBuilder().setId(report.getId()).build()));
  }

  private static List<Report> queue(Report.State state, long user) {
    return asModerator(
        () ->
            fixture
                .admin
                .listReports(
                    ListReportsRequest.newBuilder().setState(state).setUserId(user).build())
                .getReportsList());
  }

  private static Report report(long reporter, CreateReportRequest.Builder what) {
    return as(reporter, Role.USER, () -> fixture.admin.createReport(what.build()));
  }

  private static CreateReportRequest.Builder account(long user) {
    return CreateReportRequest.newBuilder().setUserId(user).setReason("spam");
  }

  private static CreateReportRequest.Builder tweet(long tweet) {
    return CreateReportRequest.newBuilder().setTweetId(tweet).setReason("hate");
  }

  private static AssignReportRequest assign(Report report, long to) {
    return AssignReportRequest.newBuilder().setId(report.getId()).setAssigneeId(to).build();
  }

  private static CloseReportRequest close(Report report, Report.State state) {
    return CloseReportRequest.newBuilder()
        .setId(report.getId())
        .setState(state)
        .setResolution("Looked at")
        .build();
  }
}
