package dev.twite.search.store;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexCommit;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.KeepOnlyLastCommitDeletionPolicy;
import org.apache.lucene.index.PointValues;
import org.apache.lucene.index.SnapshotDeletionPolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.NRTCachingDirectory;

/** Lucene's files while they are open: what writes and what reads them. */
final class OpenIndex {
  /** Says at every start that vectors would be faster with a flag; there are none here. */
  private static final java.util.logging.Logger VECTORS =
      java.util.logging.Logger.getLogger("org.apache.lucene.internal.vectorization");

  static {
    VECTORS.setLevel(java.util.logging.Level.SEVERE);
  }

  /** A refresh's files: most are merged away before a commit would need them on disk. */
  private static final double SMALL_MIB = 1;

  private static final double CACHED_MIB = 8;

  private final Path folder;
  private final Directory directory;
  private final SnapshotDeletionPolicy policy =
      new SnapshotDeletionPolicy(new KeepOnlyLastCommitDeletionPolicy());
  private final CommitData committed;
  private final IndexWriter writer;
  private final SearcherManager searchers;

  /**
   * Opens a folder, empty or with an index of the present form.
   *
   * @param bufferMiB memory for changes that are not in files yet
   */
  OpenIndex(Path folder, Analyzer analyzer, double bufferMiB) throws IOException {
    this.folder = folder;
    this.directory = new NRTCachingDirectory(FSDirectory.open(folder), SMALL_MIB, CACHED_MIB);
    this.committed = committed(directory);
    this.writer =
        new IndexWriter(
            directory,
            new IndexWriterConfig(analyzer)
                .setIndexSort(Fields.NEWEST)
                .setIndexDeletionPolicy(policy)
                .setRAMBufferSizeMB(bufferMiB)
                .setCommitOnClose(false));
    this.searchers = new SearcherManager(writer, new SearcherFactory());
  }

  private static CommitData committed(Directory directory) throws IOException {
    if (!DirectoryReader.indexExists(directory)) {
      return CommitData.NONE;
    }
    try (DirectoryReader reader = DirectoryReader.open(directory)) {
      return CommitData.read(reader.getIndexCommit().getUserData());
    }
  }

  /** What the commit that was found says. */
  CommitData committed() {
    return committed;
  }

  IndexWriter writer() {
    return writer;
  }

  /**
   * Reads what the last refresh shows.
   *
   * @throws TwiteException UNAVAILABLE when it has been closed
   */
  <R> R read(IndexRead<R> read) {
    try {
      IndexSearcher searcher = searchers.acquire();
      try {
        return read.read(searcher);
      } finally {
        searchers.release(searcher);
      }
    } catch (AlreadyClosedException reopening) {
      throw TwiteException.of(ErrorCode.UNAVAILABLE, "The index is being opened", reopening);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** No tweet that readers see has a larger id; 0 when they see none. */
  long newestTweet() {
    return read(
        searcher -> {
          byte[] most = PointValues.getMaxPackedValue(searcher.getIndexReader(), Fields.TWEET);
          return most == null ? 0L : LongPoint.decodeDimension(most, 0);
        });
  }

  /** Shows all changes to readers. */
  void refresh() throws IOException {
    searchers.maybeRefreshBlocking();
  }

  /** What the next commit says of itself. */
  void describe(Map<String, String> data) {
    writer.setLiveCommitData(data.entrySet());
  }

  void commit() throws IOException {
    var unused = writer.commit();
  }

  /** Copies the last commit. */
  void snapshot(Snapshots snapshots, long nowMs) throws IOException {
    IndexCommit commit = policy.snapshot();
    try {
      snapshots.add(folder, commit.getFileNames(), nowMs);
    } finally {
      policy.release(commit);
      writer.deleteUnusedFiles();
    }
  }

  /** What is not committed goes: it is read again from the committed positions. */
  void close() throws IOException {
    searchers.close();
    if (writer.isOpen()) {
      writer.rollback();
    }
    directory.close();
  }
}
