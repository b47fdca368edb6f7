package dev.twite.gateway.analytics;

import dev.twite.common.view.Wire;
import dev.twite.proto.analytics.v1.PlatformRow;

/** A day or an hour of everybody. */
public record PlatformRowView(
    String time,
    long activeUsers,
    long signUps,
    long tweets,
    long likes,
    long follows,
    long impressions) {
  public static PlatformRowView of(PlatformRow row) {
    return new PlatformRowView(
        Wire.time(row.getTimeMs()),
        row.getActiveUsers(),
        row.getSignUps(),
        row.getTweets(),
        row.getLikes(),
        row.getFollows(),
        row.getImpressions());
  }
}
