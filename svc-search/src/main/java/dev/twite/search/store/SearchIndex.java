package dev.twite.search.store;

import dev.twite.common.boot.Component;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.proto.events.v1.ProfileUpdated;
import dev.twite.proto.events.v1.TweetCreated;
import dev.twite.search.SearchConfig;
import dev.twite.search.text.TextAnalyzer;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexCommit;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.KeepOnlyLastCommitDeletionPolicy;
import org.apache.lucene.index.SnapshotDeletionPolicy;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.FSDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Lucene index, with the positions in the topics that it stands for: they are in its commits,
 * so that whatever is lost in a kill is read again (R18).
 *
 * <p>Changes come from threads that nobody interrupts: an interrupt in the middle of a write would
 * close the index's files (apache/lucene#11805).
 */
public final class SearchIndex implements Component {
  private static final Logger log = LoggerFactory.getLogger(SearchIndex.class);

  /** Says at every start that vectors would be faster with a flag; there are none here. */
  private static final java.util.logging.Logger VECTORS =
      java.util.logging.Logger.getLogger("org.apache.lucene.internal.vectorization");

  static {
    VECTORS.setLevel(java.util.logging.Level.SEVERE);
  }

  /** More of them don't fit into a commit: then it waits. */
  private static final int MAX_DIRTY = 50_000;

  private final SearchConfig config;
  private final Clock clock;
  private final Snapshots snapshots;
  private final TextAnalyzer exact = new TextAnalyzer(false);
  private final TextAnalyzer stems = new TextAnalyzer(true);
  private final ReentrantLock committing = new ReentrantLock();
  // Taken after the other, where both are.
  private final ReentrantLock changing = new ReentrantLock();
  private final AtomicLong changes = new AtomicLong();
  private final Dirty dirtyTweets = new Dirty();
  private final Dirty dirtyUsers = new Dirty();
  private final Map<String, Long> positions = new HashMap<>();
  // In memory too: every query leaves them out.
  private volatile Set<Long> banned = Set.of();
  private volatile boolean built;
  private volatile boolean broken;
  private volatile long refreshedAt;
  private long committedAt;
  private FSDirectory directory;
  private SnapshotDeletionPolicy policy;
  private volatile IndexWriter writer;
  private volatile SearcherManager searchers;

  @Inject
  SearchIndex(SearchConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
    this.snapshots =
        new Snapshots(
            config.snapshots().orElse(config.dir().resolve("snapshots")), config.snapshotsKept());
  }

  @Override
  public void start() throws IOException {
    if (!IndexFolder.isWhole(config.dir())) {
      IndexFolder.empty(config.dir());
      if (config.snapshots().isPresent()) {
        snapshots.restore(config.dir());
      }
    }
    open();
  }

  @Override
  public void stop() throws IOException {
    try {
      commit();
    } catch (RuntimeException unclean) {
      log.warn("The last commit failed: what it lacks is read again", unclean);
    }
    close();
  }

  /** Whether queries can be answered. */
  public boolean isBuilt() {
    return built && !broken;
  }

  /** The position to go on with, of each partition of which one is kept. */
  public Map<String, Long> positions() {
    changing.lock();
    try {
      return Map.copyOf(positions);
    } finally {
      changing.unlock();
    }
  }

  public Dirty dirtyTweets() {
    return dirtyTweets;
  }

  public Dirty dirtyUsers() {
    return dirtyUsers;
  }

  /** As texts are cut for {@link Fields#TEXT}. */
  public TextAnalyzer exact() {
    return exact;
  }

  /** As texts are cut for {@link Fields#STEMS}. */
  public TextAnalyzer stems() {
    return stems;
  }

  /**
   * Changes documents, then positions. When it throws, some documents may have changed: doing it
   * again puts that right.
   *
   * @param next positions after the change
   */
  public void change(IndexChange change, Map<String, Long> next) {
    changing.lock();
    try {
      change.apply(new IndexEditor(writer, this));
      positions.putAll(next);
      changes.incrementAndGet();
    } catch (AlreadyClosedException | IOException failed) {
      throw broken(failed);
    } finally {
      changing.unlock();
    }
  }

  /** Changes documents alone. */
  public void change(IndexChange change) {
    change(change, Map.of());
  }

  /**
   * Reads what the last refresh shows.
   *
   * @throws TwiteException UNAVAILABLE while there is nothing whole to read
   */
  public <R> R read(IndexRead<R> read) {
    if (!isBuilt()) {
      throw TwiteException.of(ErrorCode.UNAVAILABLE, "The index is being built");
    }
    return readAnyway(read);
  }

  private <R> R readAnyway(IndexRead<R> read) {
    SearcherManager manager = searchers;
    try {
      IndexSearcher searcher = manager.acquire();
      try {
        return read.read(searcher);
      } finally {
        manager.release(searcher);
      }
    } catch (AlreadyClosedException reopening) {
      throw TwiteException.of(ErrorCode.UNAVAILABLE, "The index is being opened", reopening);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Shows all changes to readers, if there are new ones. */
  public void refresh() {
    long until = changes.get();
    if (until == refreshedAt) {
      return;
    }
    try {
      searchers.maybeRefreshBlocking();
      refreshedAt = until;
    } catch (AlreadyClosedException | IOException failed) {
      throw broken(failed);
    }
  }

  /**
   * Makes changes durable, with positions that they have at least come to. What came in between is
   * read again, which makes no difference, so that nobody waits for the disk here.
   */
  public void commit() {
    committing.lock();
    try {
      long until = prepare();
      if (until > committedAt) {
        writer.commit();
        committedAt = until;
      }
    } catch (AlreadyClosedException | IOException failed) {
      throw broken(failed);
    } finally {
      committing.unlock();
    }
  }

  /** The changes that a commit now would hold; 0 when there is nothing to commit. */
  private long prepare() {
    changing.lock();
    try {
      int dirty = dirtyTweets.size() + dirtyUsers.size();
      if (dirty > MAX_DIRTY) {
        log.warn("No commit while {} counts are to be fetched", dirty);
        return 0;
      }
      if (writer == null || broken || changes.get() == committedAt) {
        return 0;
      }
      CommitData data =
          new CommitData(built, Map.copyOf(positions), dirtyTweets.ids(), dirtyUsers.ids());
      writer.setLiveCommitData(data.write().entrySet());
      return changes.get();
    } finally {
      changing.unlock();
    }
  }

  /** Copies the last commit, when the newest copy is older than the configured time. */
  public void snapshot() throws IOException {
    long now = clock.millis();
    if (config.snapshots().isEmpty() || !isBuilt()) {
      return;
    }
    Optional<Long> newest = snapshots.newestAtMillis();
    if (newest.isPresent() && now - newest.get() < config.snapshotEvery().toMillis()) {
      return;
    }
    commit();
    IndexCommit commit = policy.snapshot();
    try {
      snapshots.add(config.dir(), commit.getFileNames(), now);
    } finally {
      policy.release(commit);
      writer.deleteUnusedFiles();
    }
  }

  /** Removes everything: what follows is a build. */
  public void clear() {
    committing.lock();
    changing.lock();
    try {
      built = false;
      close();
      IndexFolder.empty(config.dir());
      open();
    } catch (IOException failed) {
      throw broken(failed);
    } finally {
      changing.unlock();
      committing.unlock();
    }
  }

  /** Something is missing in it that nobody can tell: it has to be built anew. */
  public void distrust() {
    built = false;
  }

  /** The build has come to its end: from now on the index stands for its positions. */
  public void finishBuild(Map<String, Long> next) {
    change(editor -> built = true, next);
    refresh();
    commit();
  }

  /** A write failed in a way that closed the index: it has to be cleared and built anew. */
  public boolean isBroken() {
    return broken;
  }

  Optional<TweetCreated> tweet(long id) {
    return readAnyway(searcher -> Lookup.source(searcher, Fields.tweet(id))).map(TweetDocs::source);
  }

  Counts counts(long id) {
    return readAnyway(searcher -> Lookup.counts(searcher, Fields.tweet(id)));
  }

  long followers(long user) {
    return readAnyway(
        searcher -> Lookup.number(searcher, Fields.user(user), Fields.FOLLOWERS).orElse(0L));
  }

  /** Whether readers see a tweet. */
  public boolean hasTweet(long id) {
    return readAnyway(searcher -> Lookup.exists(searcher, Fields.tweet(id)));
  }

  boolean hasUser(long id) {
    return readAnyway(searcher -> Lookup.exists(searcher, Fields.user(id)));
  }

  long banVersion(long user) {
    return readAnyway(
        searcher -> Lookup.number(searcher, Fields.ban(user), Fields.BAN_VERSION).orElse(0L));
  }

  /** Whom a ban hides from everybody at this moment. */
  public Set<Long> banned() {
    return banned;
  }

  // Under the lock of changes.
  void hide(long user, boolean isBanned) {
    Set<Long> all = new HashSet<>(banned);
    boolean changed = isBanned ? all.add(user) : all.remove(user);
    if (changed) {
      banned = Set.copyOf(all);
    }
  }

  boolean isGone(long user) {
    return readAnyway(searcher -> Lookup.exists(searcher, Fields.gone(user)));
  }

  private void open() throws IOException {
    directory = FSDirectory.open(config.dir());
    policy = new SnapshotDeletionPolicy(new KeepOnlyLastCommitDeletionPolicy());
    IndexWriterConfig settings =
        new IndexWriterConfig(
                new PerFieldAnalyzerWrapper(exact, Map.of(Fields.STEMS, stems, Fields.BIO, stems)))
            .setIndexDeletionPolicy(policy)
            .setRAMBufferSizeMB(config.bufferMiB())
            .setCommitOnClose(false);
    if (DirectoryReader.indexExists(directory)) {
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        load(CommitData.read(reader.getIndexCommit().getUserData()));
      }
    } else {
      load(CommitData.NONE);
    }
    writer = new IndexWriter(directory, settings);
    searchers = new SearcherManager(writer, new SearcherFactory());
    broken = false;
    banned = Set.copyOf(readAnyway(SearchIndex::bansIn));
  }

  private static List<Long> bansIn(IndexSearcher searcher) throws IOException {
    Query bans = new FieldExistsQuery(Fields.BANNED);
    int count = searcher.count(bans);
    return count == 0
        ? List.of()
        : Lookup.ids(searcher, searcher.search(bans, count), Fields.BANNED);
  }

  private void load(CommitData data) {
    built = data.built();
    positions.clear();
    positions.putAll(data.positions());
    dirtyTweets.clear();
    data.dirtyTweets().forEach(id -> dirtyTweets.mark(id, 0));
    dirtyUsers.clear();
    data.dirtyUsers().forEach(id -> dirtyUsers.mark(id, 0));
  }

  private void close() throws IOException {
    if (searchers != null) {
      searchers.close();
    }
    if (writer != null) {
      try {
        // What is not committed goes: it is read again from the committed positions.
        writer.rollback();
      } catch (AlreadyClosedException alreadyBroken) {
        log.debug("Closed before", alreadyBroken);
      }
    }
    if (directory != null) {
      directory.close();
    }
  }

  private TwiteException broken(Exception failed) {
    IndexWriter current = writer;
    if (current == null || !current.isOpen()) {
      broken = true;
    }
    log.error("The index can't be written{}", broken ? " and is built anew" : "", failed);
    return TwiteException.of(ErrorCode.UNAVAILABLE, "The index can't be written", failed);
  }

  /** For tests and tools: what each person's document was made of. */
  public Optional<ProfileUpdated> user(long id) {
    return readAnyway(searcher -> Lookup.source(searcher, Fields.user(id))).map(UserDocs::source);
  }
}
