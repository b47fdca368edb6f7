package dev.twite.search.testing;

import dev.twite.proto.events.v1.ProfileUpdated;
import dev.twite.proto.events.v1.TweetCreated;
import dev.twite.search.store.Fields;
import dev.twite.search.store.Lookup;
import dev.twite.search.store.SearchIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/** Every tweet and every person in an index, with counts, in words. */
public final class IndexDump {
  private IndexDump() {}

  public static Map<String, String> of(Rig rig) {
    return rig.get(SearchIndex.class).read(IndexDump::of);
  }

  /** Of an index that nobody has open. */
  public static Map<String, String> of(Path folder) {
    try (Directory directory = FSDirectory.open(folder);
        DirectoryReader reader = DirectoryReader.open(directory)) {
      return of(new IndexSearcher(reader));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Map<String, String> of(IndexSearcher searcher) throws IOException {
    Map<String, String> all = new TreeMap<>();
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      Bits live = leaf.reader().getLiveDocs();
      for (int doc = 0; doc < leaf.reader().maxDoc(); doc++) {
        BytesRef source = leaf.reader().storedFields().document(doc).getBinaryValue("source");
        if (source == null || (live != null && !live.get(doc))) {
          continue;
        }
        boolean tweet = value(leaf, doc, Fields.TWEET) > 0;
        String key =
            tweet ? "t" + value(leaf, doc, Fields.TWEET) : "u" + value(leaf, doc, Fields.USER);
        if (all.put(key, tweet ? tweet(leaf, doc, source) : user(leaf, doc, source)) != null) {
          throw new AssertionError(key + " is there twice");
        }
      }
    }
    return all;
  }

  private static String tweet(LeafReaderContext leaf, int doc, BytesRef source) throws IOException {
    TweetCreated tweet =
        TweetCreated.parser().parseFrom(source.bytes, source.offset, source.length);
    return "likes " + value(leaf, doc, Fields.LIKES) + ", " + tweet;
  }

  private static String user(LeafReaderContext leaf, int doc, BytesRef source) throws IOException {
    ProfileUpdated user =
        ProfileUpdated.parser().parseFrom(source.bytes, source.offset, source.length);
    return "followers %d, %s, %s, %s"
        .formatted(
            value(leaf, doc, Fields.FOLLOWERS), user.getHandle(), user.getName(), user.getBio());
  }

  private static long value(LeafReaderContext leaf, int doc, String field) throws IOException {
    NumericDocValues values = Lookup.single(leaf, field);
    return values.advanceExact(doc) ? values.longValue() : -1;
  }
}
