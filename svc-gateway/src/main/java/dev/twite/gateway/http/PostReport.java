package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.gateway.admin.FiledReportView;
import dev.twite.proto.admin.v1.AdminGrpc.AdminBlockingStub;
import dev.twite.proto.admin.v1.CreateReportRequest;
import jakarta.inject.Inject;

/** Reports an account or a tweet. */
final class PostReport implements Endpoint {
  private final AdminBlockingStub admin;

  @Inject
  PostReport(AdminBlockingStub admin) {
    this.admin = admin;
  }

  @Override
  public Route route() {
    return Route.post("/v1/reports", Access.USER);
  }

  @Override
  public Response handle(Request request) {
    Body body = request.body(Body.class);
    CreateReportRequest.Builder report =
        CreateReportRequest.newBuilder()
            .setReason(body.reason() == null ? "" : body.reason())
            .setComment(body.comment() == null ? "" : body.comment());
    if (body.userId() != null) {
      report.setUserId(Request.id("user_id", body.userId()));
    }
    if (body.tweetId() != null) {
      report.setTweetId(Request.id("tweet_id", body.tweetId()));
    }
    return Response.created(FiledReportView.of(admin.createReport(report.build())));
  }

  record Body(String userId, String tweetId, String reason, String comment) {}
}
