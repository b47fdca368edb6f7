package dev.twite.gateway.impression;

import dev.twite.common.id.IdSource;
import dev.twite.common.identity.CallContext;
import dev.twite.common.kafka.Event;
import dev.twite.common.kafka.LossyProducer;
import dev.twite.common.kafka.Topic;
import dev.twite.common.view.Page;
import dev.twite.common.view.ThreadView;
import dev.twite.common.view.TweetView;
import dev.twite.gateway.hydrate.TweetPages.Shown;
import dev.twite.proto.events.v1.TweetsViewed;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Notes which tweets an answer shows to whom. Costs a request nothing but the noting: what can't be
 * told is dropped. A retweet is a view of its original; tweets of the reader's own don't count.
 */
public final class Impressions {
  private final Draw draw;
  private final LossyProducer producer;
  private final IdSource ids;
  private final Clock clock;

  @Inject
  Impressions(ImpressionConfig config, LossyProducer producer, IdSource ids, Clock clock) {
    this.draw = new Draw(config.weight(), config.most(), System::nanoTime);
    this.producer = producer;
    this.ids = ids;
    this.clock = clock;
  }

  /** Returns the tweet. */
  public TweetView shown(TweetView tweet) {
    note(Stream.of(tweet));
    return tweet;
  }

  /** Returns the page. */
  public Page<TweetView> shown(Page<TweetView> page) {
    note(page.data().stream());
    return page;
  }

  /** Tweets that are answered as JSON. */
  public void shown(List<Shown> tweets) {
    tell(tweets.stream().collect(Collectors.toMap(Shown::id, Shown::author, (a, b) -> a)));
  }

  /** Returns the thread. */
  public ThreadView shown(ThreadView thread) {
    note(
        Stream.of(
                thread.ancestors().stream(),
                Stream.of(thread.tweet()),
                thread.replies().data().stream())
            .flatMap(part -> part));
    return thread;
  }

  private void note(Stream<TweetView> tweets) {
    Map<Long, Long> authors = new HashMap<>();
    tweets
        .map(tweet -> tweet.retweetOf() == null ? tweet : tweet.retweetOf())
        .forEach(tweet -> authors.put(Long.valueOf(tweet.id()), Long.valueOf(tweet.author().id())));
    tell(authors);
  }

  private void tell(Map<Long, Long> authors) {
    int weight = producer.isOn() ? draw.next() : 0;
    if (weight == 0) {
      return;
    }
    long viewer = CallContext.userIdOrZero();
    authors.values().removeIf(author -> author == viewer);
    if (authors.isEmpty()) {
      return;
    }
    long id = ids.next();
    TweetsViewed viewed =
        TweetsViewed.newBuilder()
            .setViewerId(viewer)
            .addAllTweetIds(List.copyOf(authors.keySet()))
            .addAllAuthorIds(List.copyOf(authors.values()))
            .setWeight(weight)
            .build();
    // Who is not signed in has no order to keep: anywhere will do.
    producer.offer(
        Topic.IMPRESSION,
        viewer == 0 ? id : viewer,
        new Event(
            id,
            clock.instant(),
            viewed,
            CallContext.requestId().orElse(""),
            CallContext.traceparent().orElse("")));
  }
}
