package dev.twite.gateway.analytics;

import dev.twite.common.view.Wire;
import dev.twite.proto.analytics.v1.TweetRow;

/** A day or an hour of a tweet. */
public record TweetRowView(
    String time,
    long impressions,
    long readers,
    long likes,
    long replies,
    long retweets,
    long quotes) {
  public static TweetRowView of(TweetRow row) {
    return new TweetRowView(
        Wire.time(row.getTimeMs()),
        row.getImpressions(),
        row.getReaders(),
        row.getLikes(),
        row.getReplies(),
        row.getRetweets(),
        row.getQuotes());
  }
}
