package dev.twite.search.store;

import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a commit says of itself.
 *
 * @param built whether the index holds everything up to its positions: false while it is built
 * @param positions the next offset of each partition, by {@code topic/partition}
 * @param dirtyTweets whose counts are still to be fetched
 * @param dirtyUsers the same of people
 */
record CommitData(
    boolean built, Map<String, Long> positions, Set<Long> dirtyTweets, Set<Long> dirtyUsers) {
  static final CommitData NONE = new CommitData(false, Map.of(), Set.of(), Set.of());

  private static final String BUILT = "built";
  private static final String FORM = "form";
  private static final String POSITION = "position:";
  private static final String TWEETS = "dirty-tweets";
  private static final String USERS = "dirty-users";

  /**
   * Of the documents and their order; an index of another form is built anew. 2: sorted, which
   * Lucene can't make of one that is not.
   */
  private static final String PRESENT_FORM = "2";

  static CommitData read(Map<String, String> data) {
    if (!PRESENT_FORM.equals(data.get(FORM))) {
      return NONE;
    }
    Map<String, Long> positions = new HashMap<>();
    data.forEach(
        (key, value) -> {
          if (key.startsWith(POSITION)) {
            positions.put(key.substring(POSITION.length()), Long.parseLong(value));
          }
        });
    return new CommitData(
        Boolean.parseBoolean(data.get(BUILT)),
        positions,
        ids(data.getOrDefault(TWEETS, "")),
        ids(data.getOrDefault(USERS, "")));
  }

  Map<String, String> write() {
    Map<String, String> data = new HashMap<>();
    data.put(FORM, PRESENT_FORM);
    data.put(BUILT, Boolean.toString(built));
    positions.forEach((partition, next) -> data.put(POSITION + partition, Long.toString(next)));
    data.put(TWEETS, text(dirtyTweets));
    data.put(USERS, text(dirtyUsers));
    return data;
  }

  private static String text(Collection<Long> ids) {
    List<String> texts = new ArrayList<>(ids.size());
    ids.forEach(id -> texts.add(Long.toString(id, 36)));
    return String.join(",", texts);
  }

  private static Set<Long> ids(String text) {
    Set<Long> ids = new HashSet<>();
    Splitter.on(',').omitEmptyStrings().split(text).forEach(id -> ids.add(Long.parseLong(id, 36)));
    return ids;
  }
}
