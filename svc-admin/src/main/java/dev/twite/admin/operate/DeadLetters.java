package dev.twite.admin.operate;

import dev.twite.admin.Action;
import dev.twite.admin.AuditLog;
import dev.twite.admin.Page;
import dev.twite.admin.access.Actor;
import dev.twite.admin.store.DoneDao;
import dev.twite.common.db.Database;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.outbox.Outbox;
import dev.twite.proto.admin.v1.DeadLetter;
import dev.twite.proto.admin.v1.DeadLetterTopic;
import dev.twite.proto.admin.v1.DeadLettersRequest;
import dev.twite.proto.admin.v1.DeadLettersResponse;
import dev.twite.proto.admin.v1.ListDeadLettersRequest;
import io.grpc.Context;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
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
  // Records of several writers come a little out of order.
  private static final long ASTRAY_MS = 60_000;

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

  /** How many records of each topic are on the list; topics that hold none are left out. */
  Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    for (DeadLetterTopics.Span span : topics.spans()) {
      counts.merge(span.partition().topic(), left(span), Long::sum);
    }
    return counts;
  }

  /** Topics with records on the list. */
  public List<DeadLetterTopic> topics() {
    Map<String, DeadLetterTopic.Builder> found = new TreeMap<>();
    for (DeadLetterTopics.Span span : topics.spans()) {
      long left = left(span);
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
    List<Letter> found =
        from(topics.spans(request.getTopic()), after, limit + 1, Integer.MAX_VALUE);
    Page<Letter> page = Page.cut(found, limit, Letter::id);
    return new Page<>(page.items().stream().map(Letter::toMessage).toList(), page.nextCursor());
  }

  /**
   * Sends records where they came from once more; other groups' letters of the same events leave
   * the list with them, and count as done. What no service of ours can have written stays on the
   * list, and so does what happened longer ago than topics keep events: consumers need not know for
   * longer what they have handled, so it might be done twice.
   *
   * @throws TwiteException INVALID_REQUEST naming topic or ids, also when one that is named is too
   *     old
   */
  public DeadLettersResponse replay(Actor actor, DeadLettersRequest request) {
    return deal(actor, request, true);
  }

  /**
   * Takes records off the list.
   *
   * @throws TwiteException INVALID_REQUEST naming topic or ids
   */
  public DeadLettersResponse drop(Actor actor, DeadLettersRequest request) {
    return deal(actor, request, false);
  }

  private DeadLettersResponse deal(Actor actor, DeadLettersRequest request, boolean replay) {
    Work work = new Work(audit.signature(actor), request.getTopic(), replay, new HashSet<>());
    // Once: a letter that comes meanwhile, perhaps of what is replayed here, is for the next time.
    List<DeadLetterTopics.Span> spans = topics.spans(request.getTopic());
    if (request.getIdsCount() > 0) {
      List<Letter> named = named(request, spans);
      requireNoneTooOld(work, named);
      int taken = transact(work, named);
      // The other groups that gave one of these events up get it once more as well.
      int others = replay ? each(spans, letters -> transact(work, sentBy(work, letters))) : 0;
      return DeadLettersResponse.newBuilder().setDone(taken + others).build();
    }
    DeadLettersResponse.Builder answer = DeadLettersResponse.newBuilder();
    int done =
        each(
            spans,
            letters -> {
              List<Letter> fit =
                  letters.stream().filter(letter -> !isTooOld(work, letter)).toList();
              answer.setTooOld(answer.getTooOld() + letters.size() - fit.size());
              return transact(work, fit);
            });
    return answer.setDone(done).build();
  }

  /** Goes through all that is on the list, until nobody waits for it; the sum of the answers. */
  private int each(List<DeadLetterTopics.Span> spans, ToIntFunction<List<Letter>> deal) {
    int sum = 0;
    Place after = Place.BEFORE_ALL;
    while (!Context.current().isCancelled()) {
      List<Letter> bite = from(spans, after, BITE, BITE_BYTES);
      if (bite.isEmpty()) {
        break;
      }
      sum += deal.applyAsInt(bite);
      after = Place.cursor(bite.getLast().id());
    }
    return sum;
  }

  private static List<Letter> sentBy(Work work, List<Letter> letters) {
    return letters.stream()
        .filter(
            letter ->
                letter.published().filter(it -> work.sent().contains(it.eventId())).isPresent())
        .toList();
  }

  private void requireNoneTooOld(Work work, List<Letter> letters) {
    List<String> old =
        letters.stream().filter(letter -> isTooOld(work, letter)).map(Letter::id).toList();
    if (!old.isEmpty()) {
      throw TwiteException.invalid(
          "ids",
          "too_old",
          "Happened longer ago than topics keep events, and can only be dropped: "
              + String.join(", ", old));
    }
  }

  private boolean isTooOld(Work work, Letter letter) {
    long oldest = clock.millis() - topics.retention().toMillis();
    return work.replay()
        && letter.published().filter(event -> event.occurredAtMs() < oldest).isPresent();
  }

  private int transact(Work work, List<Letter> letters) {
    if (Context.current().isCancelled()) {
      throw TwiteException.of(ErrorCode.CANCELLED, "Nobody waits for it any more");
    }
    if (letters.isEmpty()) {
      return 0;
    }
    Map<Long, Outbox.Published> again = new LinkedHashMap<>();
    int taken = database.transact(handle -> take(handle, work, letters, again));
    work.sent().addAll(again.keySet());
    return taken;
  }

  /** An event that several groups gave up has a letter of each; it goes out once. */
  private int take(
      Handle handle, Work work, List<Letter> letters, Map<Long, Outbox.Published> again) {
    again.clear();
    String topic = work.topic();
    boolean replay = work.replay();
    DoneDao done = handle.attach(DoneDao.class);
    List<String> taken = new ArrayList<>();
    for (Letter letter : letters) {
      Optional<Outbox.Published> event = letter.published();
      if (replay && event.isEmpty()) {
        continue;
      }
      DoneDao.Done mark =
          new DoneDao.Done(
              topic,
              letter.record().partition(),
              letter.record().offset(),
              letter.record().timestamp(),
              replay,
              clock.millis());
      if (done.insert(mark) == 1) {
        taken.add(letter.id());
        event
            .filter(known -> replay && !work.sent().contains(known.eventId()))
            .ifPresent(known -> again.putIfAbsent(known.eventId(), known));
      }
    }
    if (!taken.isEmpty()) {
      outbox.appendAgain(handle, List.copyOf(again.values()));
      audit.write(
          handle,
          work.by(),
          new AuditLog.Entry(
              replay ? Action.DEAD_LETTERS_REPLAY : Action.DEAD_LETTERS_DROP,
              topic,
              "",
              Map.of("ids", taken),
              Map.of()));
    }
    return taken.size();
  }

  private List<Letter> named(DeadLettersRequest request, List<DeadLetterTopics.Span> spans) {
    if (request.getIdsCount() > MAX_IDS) {
      throw TwiteException.invalid("ids", "too_many", "Has more than " + MAX_IDS + " ids");
    }
    Map<Integer, Set<Long>> wanted = new TreeMap<>();
    for (String id : request.getIdsList()) {
      Place place = Place.of("ids", id);
      wanted.computeIfAbsent(place.partition(), none -> new TreeSet<>()).add(place.offset());
    }
    Map<TopicPartition, SortedSet<Long>> there = new LinkedHashMap<>();
    for (DeadLetterTopics.Span span : spans) {
      SortedSet<Long> offsets =
          new TreeSet<>(wanted.getOrDefault(span.partition().partition(), Set.of()));
      offsets.removeIf(offset -> offset < span.begin() || offset >= span.end());
      if (!offsets.isEmpty()) {
        there.put(span.partition(), offsets);
      }
    }
    return topics.at(there).stream().map(Letter::new).toList();
  }

  /** Those on the list after a place. */
  private List<Letter> from(List<DeadLetterTopics.Span> spans, Place after, int limit, int bytes) {
    List<Letter> found = new ArrayList<>();
    long[] size = {0};
    for (DeadLetterTopics.Span span : spans) {
      int partition = span.partition().partition();
      if (partition >= after.partition() && found.size() < limit && size[0] < bytes) {
        long begin =
            partition == after.partition()
                ? Math.max(span.begin(), after.offset() + 1)
                : span.begin();
        Set<DoneDao.Mark> done = done(span.partition(), begin);
        topics.read(
            span.partition(),
            begin,
            span.end(),
            record -> {
              if (!done.contains(new DoneDao.Mark(record.offset(), record.timestamp()))) {
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

  private long left(DeadLetterTopics.Span span) {
    return span.end() - span.begin() - dealtWith(span);
  }

  // Without marks of a topic that was here before and had the same offsets.
  private long dealtWith(DeadLetterTopics.Span span) {
    Set<DoneDao.Mark> done = done(span.partition(), span.begin());
    long oldest = done.isEmpty() ? 0 : topics.oldestAtMs(span) - ASTRAY_MS;
    return done.stream()
        .filter(mark -> mark.offset() < span.end() && mark.recordAtMs() >= oldest)
        .count();
  }

  private Set<DoneDao.Mark> done(TopicPartition partition, long from) {
    return new HashSet<>(
        database.read(
            handle ->
                handle
                    .attach(DoneDao.class)
                    .marks(partition.topic(), partition.partition(), from)));
  }

  /**
   * What is done with letters.
   *
   * @param sent event ids that it has appended
   */
  private record Work(AuditLog.Signature by, String topic, boolean replay, Set<Long> sent) {}

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
