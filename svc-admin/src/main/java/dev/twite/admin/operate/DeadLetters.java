package dev.twite.admin.operate;

import dev.twite.admin.Action;
import dev.twite.admin.AuditLog;
import dev.twite.admin.Page;
import dev.twite.admin.access.Actor;
import dev.twite.admin.store.DoneDao;
import dev.twite.common.db.Database;
import dev.twite.common.error.TwiteException;
import dev.twite.common.outbox.Outbox;
import dev.twite.proto.admin.v1.DeadLetter;
import dev.twite.proto.admin.v1.DeadLetterTopic;
import dev.twite.proto.admin.v1.DeadLettersRequest;
import dev.twite.proto.admin.v1.ListDeadLettersRequest;
import io.grpc.Context;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.jdbi.v3.core.Handle;

/**
 * The dead letters that nobody has dealt with. A replay is one transaction: the mark that takes a
 * record off the list, its audit row, and the event in the outbox under its own id; so a crash at
 * any moment loses none and replays none twice, but for what the outbox's relay publishes twice,
 * which consumers know by its id.
 */
public final class DeadLetters {
  private static final Pattern ID = Pattern.compile("([0-9]{1,9})-([0-9]{1,18})");
  private static final int MAX_IDS = 500;
  private static final int BITE = 500;
  private static final int BITE_BYTES = 8 << 20;

  private final DeadLetterTopics topics;
  private final Database database;
  private final Outbox outbox;
  private final AuditLog audit;
  private final Clock clock;

  @Inject
  DeadLetters(
      DeadLetterTopics topics, Database database, Outbox outbox, AuditLog audit, Clock clock) {
    this.topics = topics;
    this.database = database;
    this.outbox = outbox;
    this.audit = audit;
    this.clock = clock;
  }

  /** Topics with records on the list. */
  public List<DeadLetterTopic> topics() {
    Map<String, DeadLetterTopic.Builder> found = new TreeMap<>();
    for (DeadLetterTopics.Span span : topics.spans()) {
      long left = span.end() - span.begin() - done(span.partition(), span.begin()).size();
      if (left > 0) {
        DeadLetterTopic.Builder topic =
            found.computeIfAbsent(
                span.partition().topic(), name -> DeadLetterTopic.newBuilder().setTopic(name));
        topic
            .setRecords(topic.getRecords() + left)
            .setNewestAtMs(Math.max(topic.getNewestAtMs(), topics.newestAtMs(span)));
      }
    }
    return found.values().stream().map(DeadLetterTopic.Builder::build).toList();
  }

  /**
   * Oldest first within each partition.
   *
   * @throws TwiteException INVALID_REQUEST naming topic, cursor or limit
   */
  public Page<DeadLetter> list(ListDeadLettersRequest request) {
    int limit = Page.limit(request.getLimit());
    Place after =
        request.getCursor().isEmpty() ? Place.BEFORE_ALL : Place.cursor(request.getCursor());
    List<Letter> found = from(request.getTopic(), after, limit + 1, Integer.MAX_VALUE);
    Page<Letter> page = Page.cut(found, limit, Letter::id);
    return new Page<>(page.items().stream().map(Letter::toMessage).toList(), page.nextCursor());
  }

  /**
   * Sends records where they came from once more. What no service of ours can have written stays on
   * the list.
   *
   * @return how many
   * @throws TwiteException INVALID_REQUEST naming topic or ids
   */
  public int replay(Actor actor, DeadLettersRequest request) {
    return deal(actor, request, true);
  }

  /**
   * Takes records off the list.
   *
   * @return how many
   * @throws TwiteException INVALID_REQUEST naming topic or ids
   */
  public int drop(Actor actor, DeadLettersRequest request) {
    return deal(actor, request, false);
  }

  private int deal(Actor actor, DeadLettersRequest request, boolean replay) {
    AuditLog.Signature by = audit.signature(actor);
    if (request.getIdsCount() > 0) {
      return transact(by, request.getTopic(), named(request), replay);
    }
    int done = 0;
    Place after = Place.BEFORE_ALL;
    while (!Context.current().isCancelled()) {
      List<Letter> bite = from(request.getTopic(), after, BITE, BITE_BYTES);
      if (bite.isEmpty()) {
        break;
      }
      done += transact(by, request.getTopic(), bite, replay);
      after = Place.cursor(bite.getLast().id());
    }
    return done;
  }

  private int transact(AuditLog.Signature by, String topic, List<Letter> letters, boolean replay) {
    return database.transact(handle -> take(handle, by, topic, letters, replay));
  }

  private int take(
      Handle handle, AuditLog.Signature by, String topic, List<Letter> letters, boolean replay) {
    DoneDao done = handle.attach(DoneDao.class);
    List<Outbox.Published> again = new ArrayList<>();
    List<String> taken = new ArrayList<>();
    for (Letter letter : letters) {
      Optional<Outbox.Published> event = letter.published();
      if (replay && event.isEmpty()) {
        continue;
      }
      DoneDao.Done mark =
          new DoneDao.Done(
              topic, letter.record().partition(), letter.record().offset(), replay, clock.millis());
      if (done.insert(mark) == 1) {
        taken.add(letter.id());
        event.filter(known -> replay).ifPresent(again::add);
      }
    }
    if (!taken.isEmpty()) {
      outbox.appendAgain(handle, again);
      audit.write(
          handle,
          by,
          new AuditLog.Entry(
              replay ? Action.DEAD_LETTERS_REPLAY : Action.DEAD_LETTERS_DROP,
              topic,
              "",
              Map.of("ids", taken),
              Map.of()));
    }
    return taken.size();
  }

  private List<Letter> named(DeadLettersRequest request) {
    if (request.getIdsCount() > MAX_IDS) {
      throw TwiteException.invalid("ids", "too_many", "Has more than " + MAX_IDS + " ids");
    }
    Map<Integer, Set<Long>> wanted = new TreeMap<>();
    for (String id : request.getIdsList()) {
      Place place = Place.of("ids", id);
      wanted.computeIfAbsent(place.partition(), none -> new TreeSet<>()).add(place.offset());
    }
    List<Letter> letters = new ArrayList<>();
    for (DeadLetterTopics.Span span : topics.spans(request.getTopic())) {
      Set<Long> there = new TreeSet<>(wanted.getOrDefault(span.partition().partition(), Set.of()));
      there.removeIf(offset -> offset < span.begin() || offset >= span.end());
      topics.at(span.partition(), there).forEach(record -> letters.add(new Letter(record)));
    }
    return letters;
  }

  /** Those on the list after a place. */
  private List<Letter> from(String topic, Place after, int limit, int bytes) {
    List<Letter> found = new ArrayList<>();
    long[] size = {0};
    for (DeadLetterTopics.Span span : topics.spans(topic)) {
      int partition = span.partition().partition();
      if (partition >= after.partition() && found.size() < limit && size[0] < bytes) {
        long begin =
            partition == after.partition()
                ? Math.max(span.begin(), after.offset() + 1)
                : span.begin();
        Set<Long> done = done(span.partition(), begin);
        topics.read(
            span.partition(),
            begin,
            span.end(),
            record -> {
              if (!done.contains(record.offset())) {
                Letter letter = new Letter(record);
                found.add(letter);
                size[0] += letter.size();
              }
              return found.size() < limit && size[0] < bytes;
            });
      }
    }
    return found;
  }

  private Set<Long> done(TopicPartition partition, long from) {
    return new HashSet<>(
        database.read(
            handle ->
                handle
                    .attach(DoneDao.class)
                    .offsets(partition.topic(), partition.partition(), from)));
  }

  private record Place(int partition, long offset) {
    static final Place BEFORE_ALL = new Place(0, -1);

    static Place cursor(String text) {
      return of("cursor", text);
    }

    static Place of(String field, String text) {
      Matcher parts = ID.matcher(text);
      if (!parts.matches()) {
        throw TwiteException.invalid(
            field,
            field.equals("cursor") ? "invalid_cursor" : "invalid_format",
            "Is not partition-offset");
      }
      return new Place(Integer.parseInt(parts.group(1)), Long.parseLong(parts.group(2)));
    }
  }
}
