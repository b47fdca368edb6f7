package dev.twite.notification.grpc;

import dev.twite.notification.NotificationReader.GroupPage;
import dev.twite.notification.store.ListedGroup;
import dev.twite.notification.store.WishesRow;
import dev.twite.proto.notification.v1.Notification;
import dev.twite.proto.notification.v1.NotificationType;
import dev.twite.proto.notification.v1.Settings;
import java.util.List;

/** Rows as messages, and back. */
final class Messages {
  private Messages() {}

  static List<Notification> of(GroupPage page) {
    return page.groups().stream().map(group -> of(group, page.readUpToId())).toList();
  }

  private static Notification of(ListedGroup group, long readUpTo) {
    boolean follow = group.type() == NotificationType.FOLLOW.getNumber();
    return Notification.newBuilder()
        .setId(group.id())
        .setTypeValue(group.type())
        .addAllActorIds(group.actorIds())
        .setActorsCount(group.actorsCount())
        .setTweetId(follow ? 0 : group.subjectId())
        .setCreatedAtMs(group.lastAtMs())
        .setRead(group.id() <= readUpTo)
        .build();
  }

  static Settings of(WishesRow wishes) {
    return Settings.newBuilder()
        .setLike(wishes.likes())
        .setRetweet(wishes.retweets())
        .setReply(wishes.replies())
        .setMention(wishes.mentions())
        .setQuote(wishes.quotes())
        .setFollow(wishes.follows())
        .setOnlyFollowed(wishes.onlyFollowed())
        .build();
  }

  /** What is given, and the rest as before. */
  static WishesRow changed(WishesRow before, Settings given) {
    return new WishesRow(
        given.hasLike() ? given.getLike() : before.likes(),
        given.hasRetweet() ? given.getRetweet() : before.retweets(),
        given.hasReply() ? given.getReply() : before.replies(),
        given.hasMention() ? given.getMention() : before.mentions(),
        given.hasQuote() ? given.getQuote() : before.quotes(),
        given.hasFollow() ? given.getFollow() : before.follows(),
        given.hasOnlyFollowed() ? given.getOnlyFollowed() : before.onlyFollowed());
  }
}
