package dev.twite.local;

import dev.twite.admin.AdminMain;
import dev.twite.admin.AdminSpec;
import dev.twite.analytics.AnalyticsMain;
import dev.twite.analytics.AnalyticsSpec;
import dev.twite.auth.AuthMain;
import dev.twite.auth.AuthSpec;
import dev.twite.email.EmailMain;
import dev.twite.email.EmailSpec;
import dev.twite.feed.FeedMain;
import dev.twite.feed.FeedSpec;
import dev.twite.follow.FollowMain;
import dev.twite.follow.FollowSpec;
import dev.twite.gateway.GatewayMain;
import dev.twite.gateway.GatewaySpec;
import dev.twite.like.LikeMain;
import dev.twite.like.LikeSpec;
import dev.twite.logger.LoggerMain;
import dev.twite.logger.LoggerSpec;
import dev.twite.media.MediaMain;
import dev.twite.media.MediaSpec;
import dev.twite.notification.NotificationMain;
import dev.twite.notification.NotificationSpec;
import dev.twite.profile.ProfileMain;
import dev.twite.profile.ProfileSpec;
import dev.twite.ratelimit.RatelimitMain;
import dev.twite.ratelimit.RatelimitSpec;
import dev.twite.search.SearchMain;
import dev.twite.search.SearchSpec;
import dev.twite.tweet.TweetMain;
import dev.twite.tweet.TweetSpec;
import dev.twite.websocket.WebsocketMain;
import dev.twite.websocket.WebsocketSpec;
import java.util.List;

/** Every service there is. */
final class AllServices {
  private AllServices() {}

  static List<LocalService> list() {
    return List.of(
        new LocalService(new AuthSpec(), AuthMain.class, true, false),
        new LocalService(new ProfileSpec(), ProfileMain.class, true, true),
        new LocalService(new TweetSpec(), TweetMain.class, true, false),
        new LocalService(new FollowSpec(), FollowMain.class, true, false),
        new LocalService(new LikeSpec(), LikeMain.class, true, false),
        new LocalService(new FeedSpec(), FeedMain.class, false, false),
        new LocalService(new EmailSpec(), EmailMain.class, true, false),
        new LocalService(new NotificationSpec(), NotificationMain.class, true, false),
        new LocalService(new MediaSpec(), MediaMain.class, true, true),
        new LocalService(new SearchSpec(), SearchMain.class, false, false),
        new LocalService(new WebsocketSpec(), WebsocketMain.class, false, true),
        new LocalService(new AnalyticsSpec(), AnalyticsMain.class, false, false),
        new LocalService(new AdminSpec(), AdminMain.class, true, true),
        new LocalService(new LoggerSpec(), LoggerMain.class, false, false),
        new LocalService(new RatelimitSpec(), RatelimitMain.class, false, false),
        new LocalService(new GatewaySpec(), GatewayMain.class, false, true));
  }
}
