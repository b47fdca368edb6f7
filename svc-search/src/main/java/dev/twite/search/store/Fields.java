package dev.twite.search.store;

import org.apache.lucene.document.LongField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortedNumericSelector;

/**
 * The fields of the index. Tweets, people and marks of deleted and of banned accounts share it, and
 * its commits.
 */
public final class Fields {
  /** What a document is replaced by: {@code t}, {@code u}, {@code g} or {@code b} and the id. */
  static final String KEY = "key";

  /** A tweet's id. */
  public static final String TWEET = "tweet";

  public static final String AUTHOR = "author";

  /** Milliseconds since 1970. */
  public static final String CREATED = "created";

  /** The words of a tweet as they are written. */
  public static final String TEXT = "text";

  /** The words of a tweet without their endings. */
  public static final String STEMS = "stems";

  /** Every tweet's hashtags. */
  public static final String TAG = "tag";

  /** The hashtags of public tweets, with doc values. */
  public static final String PUBLIC_TAG = "public_tag";

  /** Ids of those who are mentioned. */
  public static final String MENTION = "mention";

  /** The id of whom a reply answers. */
  public static final String TO = "to";

  /** {@code media}, {@code links}. */
  public static final String HAS = "has";

  public static final String LANG = "lang";

  /** There, with {@code 1}, if everybody may find the tweet. */
  public static final String PUBLIC = "public";

  public static final String LIKES = "likes";
  public static final String RETWEETS = "retweets";
  public static final String REPLIES = "replies";
  public static final String QUOTES = "quotes";

  /** A person's id. */
  public static final String USER = "user";

  /** In lower case. */
  public static final String HANDLE = "handle";

  public static final String NAME = "name";
  public static final String BIO = "bio";
  public static final String FOLLOWERS = "followers";

  /** Whose ban a mark tells of; there while the ban holds. */
  static final String BANNED = "banned";

  /** Of the last word about an account's ban. */
  static final String BAN_VERSION = "ban_version";

  /** What the document was made of, to make it anew after a change. */
  static final String SOURCE = "source";

  /**
   * Tweets by id, the newest first: how documents lie in the index, and how {@code recent} finds
   * them. What is no tweet comes last.
   */
  public static final Sort NEWEST =
      new Sort(LongField.newSortField(TWEET, true, SortedNumericSelector.Type.MIN));

  private Fields() {}

  static Term tweet(long id) {
    return new Term(KEY, "t" + id);
  }

  static Term user(long id) {
    return new Term(KEY, "u" + id);
  }

  static Term ban(long id) {
    return new Term(KEY, "b" + id);
  }

  static Term gone(long id) {
    return new Term(KEY, "g" + id);
  }
}
