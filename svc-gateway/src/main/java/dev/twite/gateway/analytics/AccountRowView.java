package dev.twite.gateway.analytics;

import dev.twite.common.view.Wire;
import dev.twite.proto.analytics.v1.AccountRow;

/** A day or an hour of an account. */
public record AccountRowView(
    String time,
    long tweets,
    long likesReceived,
    long repliesReceived,
    long retweetsReceived,
    long followersGained,
    long followersLost,
    long impressions) {
  public static AccountRowView of(AccountRow row) {
    return new AccountRowView(
        Wire.time(row.getTimeMs()),
        row.getTweets(),
        row.getLikesReceived(),
        row.getRepliesReceived(),
        row.getRetweetsReceived(),
        row.getFollowersGained(),
        row.getFollowersLost(),
        row.getImpressions());
  }
}
