package dev.twite.tweet.text;

import com.twitter.twittertext.Extractor;
import com.twitter.twittertext.Extractor.Entity;
import dev.twite.proto.tweet.v1.Hashtag;
import dev.twite.proto.tweet.v1.Mention;
import dev.twite.proto.tweet.v1.Url;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * What a text holds, in order, by twitter-text's rules. Offsets are in code points, end exclusive,
 * sign included.
 *
 * @param mentions with user id 0: a text does not know who has a handle
 */
public record Entities(List<Mention> mentions, List<Hashtag> hashtags, List<Url> urls) {
  // Has no state that changes.
  private static final Extractor EXTRACTOR = new Extractor();

  public static Entities of(String text) {
    List<Mention> mentions = new ArrayList<>();
    List<Hashtag> hashtags = new ArrayList<>();
    List<Url> urls = new ArrayList<>();
    for (Entity entity : EXTRACTOR.extractEntitiesWithIndices(text)) {
      int start = text.codePointCount(0, entity.getStart());
      int end = text.codePointCount(0, entity.getEnd());
      String value = entity.getValue();
      switch (entity.getType()) {
        case MENTION ->
            // Of "@user/list" the mention is the user: there are no lists here. Handles are ASCII.
            mentions.add(
                Mention.newBuilder()
                    .setStart(start)
                    .setEnd(start + 1 + value.length())
                    .setHandle(value)
                    .build());
        case HASHTAG ->
            hashtags.add(Hashtag.newBuilder().setStart(start).setEnd(end).setTag(value).build());
        case URL -> urls.add(Url.newBuilder().setStart(start).setEnd(end).setUrl(value).build());
        default -> {
          // Cashtags are text.
        }
      }
    }
    return new Entities(List.copyOf(mentions), List.copyOf(hashtags), List.copyOf(urls));
  }

  /** A tag as it is looked up: without case, in normalisation form C. */
  public static String tagKey(String tag) {
    return Normalizer.normalize(tag, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  /** The tags as they are looked up, each once. */
  public static List<String> tagKeys(Collection<Hashtag> hashtags) {
    return hashtags.stream().map(hashtag -> tagKey(hashtag.getTag())).distinct().toList();
  }
}
