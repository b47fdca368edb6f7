package dev.twite.gateway.fake;

import dev.twite.common.testing.Cluster;

/** The services that the gateway talks to, in memory, each behind the real gRPC guards. */
public final class Neighbours {
  public final Probe probe = new Probe();
  public final FakeAuth auth;
  public final FakeProfile profile = new FakeProfile(probe);
  public final FakeFollow follow = new FakeFollow(probe, profile);
  public final FakeTweets tweets = new FakeTweets(probe);
  public final FakeNotifications notifications = new FakeNotifications(probe);
  public final FakeAnalytics analytics = new FakeAnalytics(probe);
  public final FakeEmail email = new FakeEmail(probe);
  public final FakeLike like = new FakeLike(probe, tweets);
  public final FakeMedia media = new FakeMedia(probe);
  public final FakeSockets sockets = new FakeSockets(probe);
  public final FakeSearch search = new FakeSearch(probe);
  public final FakeAdmin admin = new FakeAdmin(probe);
  public final FakeFeed feed = new FakeFeed(probe, tweets);

  /**
   * @param revocations where svc-auth writes which sessions are over
   */
  public Neighbours(RevocationStore revocations) {
    this.auth = new FakeAuth(probe, revocations::revoke);
  }

  public void start(Cluster cluster) throws Exception {
    cluster.fake("auth", auth);
    cluster.fake("profile", profile);
    cluster.fake("follow", follow);
    cluster.fake("tweet", tweets);
    cluster.fake("notification", notifications);
    cluster.fake("analytics", analytics);
    cluster.fake("email", email);
    cluster.fake("like", like);
    cluster.fake("media", media);
    cluster.fake("search", search);
    cluster.fake("feed", feed);
    cluster.fake("websocket", sockets);
    cluster.fake("admin", admin);
  }
}
