package dev.twite.gateway.http;

import dev.twite.common.error.Checks;
import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.common.view.TweetAssembler;
import dev.twite.common.view.VisibilityName;
import dev.twite.gateway.hydrate.TweetPages;
import dev.twite.proto.tweet.v1.CreateTweetRequest;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.proto.tweet.v1.TweetServiceGrpc.TweetServiceBlockingStub;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.LongStream;

/** A tweet, a reply or a quote. */
final class PostTweet implements Endpoint {
  private static final int MAX_MEDIA = 4;

  private final TweetServiceBlockingStub tweets;
  private final TweetAssembler assembler;
  private final TweetPages pages;

  @Inject
  PostTweet(TweetServiceBlockingStub tweets, TweetAssembler assembler, TweetPages pages) {
    this.tweets = tweets;
    this.assembler = assembler;
    this.pages = pages;
  }

  @Override
  public Route route() {
    return Route.post("/v1/tweets", Access.USER);
  }

  @Override
  public Response handle(Request request) {
    Body body = request.body(Body.class);
    List<String> mediaIds = body.mediaIds() == null ? List.of() : body.mediaIds();
    new Checks()
        .present("text", body.text())
        .require(
            mediaIds.size() <= MAX_MEDIA, "media_ids", "too_many", "At most 4 pictures go along")
        .finish();
    CreateTweetRequest.Builder tweet =
        CreateTweetRequest.newBuilder()
            .setText(body.text())
            .setVisibility(VisibilityName.parse(body.visibility()))
            .setIdempotencyKey(request.idempotencyKey());
    if (body.replyToId() != null) {
      tweet.setReplyToId(Request.id("reply_to_id", body.replyToId()));
    }
    if (body.quoteOfId() != null) {
      tweet.setQuoteOfId(Request.id("quote_of_id", body.quoteOfId()));
    }
    for (String id : mediaIds) {
      tweet.addMediaIds(Request.id("media_ids", id));
    }
    Tweet made = tweets.createTweet(tweet.build());
    LongStream.of(made.getReplyToId(), made.getQuoteOfId())
        .filter(counted -> counted != 0)
        .forEach(pages::changed);
    return Response.created(assembler.written(made));
  }

  record Body(
      String text, String replyToId, String quoteOfId, List<String> mediaIds, String visibility) {}
}
