package dev.twite.search.store;

import dev.twite.common.boot.Component;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.search.SearchConfig;
import dev.twite.search.text.TextAnalyzer;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.store.AlreadyClosedException;
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

  /** More of them don't fit into a commit: then it waits. */
  private static final int MAX_DIRTY = 50_000;

  private final SearchConfig config;
  private final Clock clock;
  private final Snapshots snapshots;
  private final TextAnalyzer exact = new TextAnalyzer(false);
  private final TextAnalyzer stems = new TextAnalyzer(true);
  private final Analyzer analyzer =
      new PerFieldAnalyzerWrapper(exact, Map.of(Fields.STEMS, stems, Fields.BIO, stems));
  private final ReentrantLock committing = new ReentrantLock();
  // Taken after the other, where both are.
  private final ReentrantLock changing = new ReentrantLock();
  // The last one: a refresh waits neither for the disk nor for writers, but a cleared index for it.
  private final ReentrantLock refreshing = new ReentrantLock();
  private final AtomicLong changes = new AtomicLong();
  private final Dirty dirtyTweets = new Dirty();
  private final Dirty dirtyUsers = new Dirty();
  private final Documents documents = new Documents(this);
  private final Map<String, Long> positions = new HashMap<>();
  private final Bans bans = new Bans();
  private volatile boolean built;
  private volatile boolean broken;
  private volatile long refreshedAt;
  private long committedAt;
  private volatile OpenIndex files;

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
      change.apply(new IndexEditor(files.writer(), documents, bans));
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

  <R> R readAnyway(IndexRead<R> read) {
    return files.read(read);
  }

  /** Shows all changes to readers, if there are new ones. */
  public void refresh() {
    long until = changes.get();
    if (until == refreshedAt) {
      return;
    }
    refreshing.lock();
    try {
      files.refresh();
      refreshedAt = until;
    } catch (AlreadyClosedException | IOException failed) {
      throw broken(failed);
    } finally {
      refreshing.unlock();
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
        files.commit();
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
      if (files == null || broken || changes.get() == committedAt) {
        return 0;
      }
      CommitData data =
          new CommitData(built, Map.copyOf(positions), dirtyTweets.ids(), dirtyUsers.ids());
      files.describe(data.write());
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
    files.snapshot(snapshots, now);
  }

  /** Removes everything: what follows is a build. */
  public void clear() {
    committing.lock();
    changing.lock();
    refreshing.lock();
    try {
      built = false;
      close();
      IndexFolder.empty(config.dir());
      open();
    } catch (IOException failed) {
      throw broken(failed);
    } finally {
      refreshing.unlock();
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
    documents.newestIs(files.newestTweet());
    commit();
  }

  /** A write failed in a way that closed the index: it has to be cleared and built anew. */
  public boolean isBroken() {
    return broken;
  }

  /** Whether readers see a tweet. */
  public boolean hasTweet(long id) {
    return documents.hasTweet(id);
  }

  /** Whom a ban hides from everybody at this moment. */
  public Set<Long> banned() {
    return bans.now();
  }

  private void open() throws IOException {
    files = new OpenIndex(config.dir(), analyzer, config.bufferMiB());
    load(files.committed());
    documents.newestIs(files.newestTweet());
    broken = false;
    readAnyway(
        searcher -> {
          bans.load(searcher);
          return null;
        });
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
    if (files != null) {
      files.close();
    }
  }

  private TwiteException broken(Exception failed) {
    OpenIndex current = files;
    if (current == null || !current.writer().isOpen()) {
      broken = true;
    }
    log.error("The index can't be written{}", broken ? " and is built anew" : "", failed);
    return TwiteException.of(ErrorCode.UNAVAILABLE, "The index can't be written", failed);
  }
}
