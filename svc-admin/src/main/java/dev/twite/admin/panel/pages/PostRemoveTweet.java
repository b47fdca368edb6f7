package dev.twite.admin.panel.pages;

import dev.twite.admin.access.Permission;
import dev.twite.admin.panel.Done;
import dev.twite.admin.panel.Door;
import dev.twite.admin.panel.Page;
import dev.twite.admin.panel.Section;
import dev.twite.admin.panel.Visit;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.proto.admin.v1.AdminGrpc.AdminBlockingStub;
import dev.twite.proto.admin.v1.RemoveTweetRequest;
import jakarta.inject.Inject;

/** Removes a tweet. */
final class PostRemoveTweet extends Page {
  private final AdminBlockingStub admin;

  @Inject
  PostRemoveTweet(Door door, AdminBlockingStub admin) {
    super(door, Route.Method.POST, "/tweets/{id}/remove", Permission.REMOVE_TWEETS.least());
    this.admin = admin;
  }

  @Override
  protected Response answer(Visit visit) {
    var unused =
        admin.removeTweet(
            RemoveTweetRequest.newBuilder()
                .setTweetId(visit.request().pathId("id"))
                .setReason(visit.form().text("reason"))
                .build());
    return visit.done(
        PostBan.backTo(visit.form().text("report"), Section.REPORTS.link()), Done.TWEET);
  }
}
