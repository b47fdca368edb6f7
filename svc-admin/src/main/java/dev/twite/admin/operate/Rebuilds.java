package dev.twite.admin.operate;

import dev.twite.admin.Action;
import dev.twite.admin.AuditLog;
import dev.twite.admin.access.Actor;
import dev.twite.common.error.Checks;
import dev.twite.proto.feed.v1.DropTimelineRequest;
import dev.twite.proto.feed.v1.FeedGrpc.FeedBlockingStub;
import dev.twite.proto.search.v1.RebuildIndexRequest;
import dev.twite.proto.search.v1.SearchGrpc.SearchBlockingStub;
import jakarta.inject.Inject;

/** Has derived data made anew. Both come back by themselves from those who own what they show. */
public final class Rebuilds {
  private final FeedBlockingStub feed;
  private final SearchBlockingStub search;
  private final AuditLog audit;

  @Inject
  Rebuilds(FeedBlockingStub feed, SearchBlockingStub search, AuditLog audit) {
    this.feed = feed;
    this.search = search;
    this.audit = audit;
  }

  /**
   * @param userId 0 = everybody's
   * @throws io.grpc.StatusRuntimeException when svc-feed can't
   */
  public void timelines(Actor actor, long userId) {
    new Checks().require(userId >= 0, "user_id", "out_of_range", "Is negative").finish();
    audit.write(
        actor,
        AuditLog.Entry.of(
            Action.TIMELINES_REBUILD, userId == 0 ? "all" : Long.toString(userId), ""));
    var unused = feed.dropTimeline(DropTimelineRequest.newBuilder().setUserId(userId).build());
  }

  /**
   * @throws io.grpc.StatusRuntimeException when svc-search can't
   */
  public void index(Actor actor) {
    audit.write(actor, AuditLog.Entry.of(Action.INDEX_REBUILD, "search", ""));
    var unused = search.rebuildIndex(RebuildIndexRequest.getDefaultInstance());
  }
}
