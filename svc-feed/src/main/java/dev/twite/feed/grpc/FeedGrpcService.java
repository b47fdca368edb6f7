package dev.twite.feed.grpc;

import dev.twite.common.error.Checks;
import dev.twite.common.grpc.Calls;
import dev.twite.common.identity.CallContext;
import dev.twite.feed.HomePage;
import dev.twite.feed.HomeReader;
import dev.twite.feed.store.TimelineStore;
import dev.twite.proto.feed.v1.DropTimelineRequest;
import dev.twite.proto.feed.v1.DropTimelineResponse;
import dev.twite.proto.feed.v1.Entry;
import dev.twite.proto.feed.v1.FeedGrpc;
import dev.twite.proto.feed.v1.GetHomeRequest;
import dev.twite.proto.feed.v1.GetHomeResponse;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Inject;
import java.util.Set;

/** The gRPC methods of svc-feed. */
public final class FeedGrpcService extends FeedGrpc.FeedImplBase {
  private static final int MAX_LIMIT = 100;

  private final HomeReader home;
  private final TimelineStore store;

  @Inject
  FeedGrpcService(HomeReader home, TimelineStore store) {
    this.home = home;
    this.store = store;
  }

  @Override
  public void getHome(GetHomeRequest request, StreamObserver<GetHomeResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          long viewer = CallContext.requireUser().id();
          new Checks()
              .require(
                  request.getLimit() >= 1 && request.getLimit() <= MAX_LIMIT,
                  "limit",
                  "out_of_range",
                  "Give 1 to " + MAX_LIMIT)
              .require(
                  request.getCursor() >= 0, "cursor", "invalid_cursor", "Is no cursor of a page")
              .finish();
          return response(home.read(viewer, request.getCursor(), request.getLimit()));
        });
  }

  @Override
  public void dropTimeline(
      DropTimelineRequest request, StreamObserver<DropTimelineResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          CallContext.requireService(Set.of("admin"));
          if (request.getUserId() == 0) {
            store.dropAll();
          } else {
            store.drop(request.getUserId());
          }
          return DropTimelineResponse.getDefaultInstance();
        });
  }

  private static GetHomeResponse response(HomePage page) {
    GetHomeResponse.Builder response =
        GetHomeResponse.newBuilder().setNextCursor(page.nextCursor());
    page.entries()
        .forEach(
            entry ->
                response.addEntries(
                    Entry.newBuilder().setTweetId(entry.tweetId()).setAuthorId(entry.authorId())));
    return response.build();
  }
}
