package dev.twite.notification.testing;

import dev.twite.proto.notification.v1.Notification;
import dev.twite.proto.notification.v1.NotificationType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A few people who like, follow, answer, retweet and take back at random, and what each of them
 * must then have in the list, by brute force. Each topic's events of a pair are in order, so the
 * last state is certain. Nobody reads: a kind of a tweet is one group.
 */
public final class Town {
  private static final int PEOPLE = 9;

  /** A thing that somebody did. */
  public record Deed(NotificationType type, long actor, long tweet, long recipient) {}

  private final World world;
  private final Random random;
  private final List<Long> people = new ArrayList<>();
  private final Map<Long, Long> authors = new HashMap<>();
  private final List<Long> tweets = new ArrayList<>();
  private final Map<Deed, Long> retweets = new HashMap<>();
  private final Set<Deed> done = new HashSet<>();
  private final Set<Deed> ever = new HashSet<>();

  public Town(World world, long seed) {
    this.world = world;
    this.random = new Random(seed);
    for (int i = 0; i < PEOPLE; i++) {
      people.add(world.newId());
      newTweet(people.getLast());
    }
  }

  public List<Long> people() {
    return List.copyOf(people);
  }

  /**
   * Everything that somebody may have been told, once. What was done to a tweet just before its end
   * may come after it, and is then told to nobody.
   */
  public Set<Deed> ever() {
    return Set.copyOf(ever);
  }

  /** What still holds: all of it was told. */
  public Set<Deed> standing() {
    Set<Deed> standing = new HashSet<>(done);
    standing.removeIf(deed -> deed.actor() == deed.recipient());
    return standing;
  }

  /** One random deed or its opposite. */
  public void act() {
    long actor = people.get(random.nextInt(PEOPLE));
    long tweet = tweets.get(random.nextInt(tweets.size()));
    long author = authors.get(tweet);
    switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> like(new Deed(NotificationType.LIKE, actor, tweet, author));
      case 4, 5 -> retweet(new Deed(NotificationType.RETWEET, actor, tweet, author));
      case 6 -> follow(new Deed(NotificationType.FOLLOW, actor, 0, author));
      case 7, 8 -> {
        long id = world.reply(actor, tweet, author);
        authors.put(id, actor);
        tweets.add(id);
        did(new Deed(NotificationType.REPLY, actor, id, author));
      }
      default -> delete(tweet, author);
    }
  }

  private void like(Deed deed) {
    if (done.contains(deed)) {
      done.remove(deed);
      world.unlike(deed.actor(), deed.tweet(), deed.recipient());
    } else {
      world.like(deed.actor(), deed.tweet(), deed.recipient());
      did(deed);
    }
  }

  private void retweet(Deed deed) {
    Long standing = retweets.remove(deed);
    if (standing != null) {
      done.remove(deed);
      world.delete(deed.actor(), standing, deed.tweet());
    } else {
      retweets.put(deed, world.retweet(deed.actor(), deed.tweet(), deed.recipient()));
      did(deed);
    }
  }

  private void follow(Deed deed) {
    if (done.contains(deed)) {
      done.remove(deed);
      world.unfollow(deed.actor(), deed.recipient());
    } else {
      world.follow(deed.actor(), deed.recipient());
      did(deed);
    }
  }

  private void delete(long tweet, long author) {
    if (tweets.size() <= PEOPLE) {
      return;
    }
    tweets.remove(tweet);
    done.removeIf(deed -> deed.tweet() == tweet);
    world.delete(author, tweet, 0);
  }

  private void did(Deed deed) {
    if (deed.actor() != deed.recipient()) {
      done.add(deed);
      ever.add(deed);
    } else if (deed.type() != NotificationType.REPLY) {
      // Told to nobody, but it has to be taken back before it can be done again.
      done.add(deed);
    }
  }

  private void newTweet(long author) {
    tweets.add(world.newId());
    authors.put(tweets.getLast(), author);
  }

  /** What a person's list must hold: each group's actors. */
  public Map<String, Set<Long>> expected(long person) {
    Map<String, Set<Long>> groups = new TreeMap<>();
    for (Deed deed : done) {
      if (deed.recipient() == person && deed.actor() != person) {
        groups
            .computeIfAbsent(deed.type() + " " + deed.tweet(), none -> new TreeSet<>())
            .add(deed.actor());
      }
    }
    return groups;
  }

  /** A list in the same form; throws when a group is there twice, or its count is wrong. */
  public static Map<String, Set<Long>> of(Collection<Notification> list) {
    Map<String, Set<Long>> groups = new TreeMap<>();
    for (Notification group : list) {
      Set<Long> actors = new TreeSet<>(group.getActorIdsList());
      if (actors.size() != group.getActorsCount()
          || groups.put(group.getType() + " " + group.getTweetId(), actors) != null) {
        throw new AssertionError("Twice, or miscounted: " + group);
      }
    }
    return groups;
  }
}
