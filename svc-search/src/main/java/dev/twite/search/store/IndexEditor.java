package dev.twite.search.store;

import dev.twite.proto.events.v1.ProfileUpdated;
import dev.twite.proto.events.v1.TweetCreated;
import dev.twite.proto.events.v1.TweetEdited;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.IndexWriter;

/**
 * Changes documents, each by its id: doing it again makes no difference. For one thread, and as
 * long as one {@link IndexChange}.
 */
public final class IndexEditor {
  private final IndexWriter writer;
  private final Documents documents;
  private final Bans bans;
  private boolean freshEnough;
  // What this change did: no reader shows it yet.
  private final Map<Long, Optional<TweetCreated>> tweets = new HashMap<>();
  private final Map<Long, Boolean> users = new HashMap<>();
  private final Set<Long> gone = new HashSet<>();
  private final Map<Long, Long> banVersions = new HashMap<>();

  IndexEditor(IndexWriter writer, Documents documents, Bans bans) {
    this.writer = writer;
    this.documents = documents;
    this.bans = bans;
  }

  /** A tweet with the counts that it is known to have. */
  public void put(TweetCreated tweet, Counts counts) throws IOException {
    tweets.put(tweet.getTweetId(), Optional.of(tweet));
    writer.updateDocument(Fields.tweet(tweet.getTweetId()), TweetDocs.of(tweet, counts));
  }

  /**
   * A tweet that is told of. One that is here already stays as it is: it may have been edited
   * since.
   *
   * @return whether it is new
   */
  public boolean putIfNew(TweetCreated tweet) throws IOException {
    boolean told = documents.wasTold(tweet.getTweetId());
    Optional<TweetCreated> present = tweets.get(tweet.getTweetId());
    boolean isHere = present == null ? told : present.isPresent();
    if (!isHere) {
      put(tweet, Counts.NONE);
    }
    return !isHere;
  }

  /** Gives a tweet that is here another text. */
  public void edit(TweetEdited edit) throws IOException {
    Optional<TweetCreated> present = tweets.get(edit.getTweetId());
    if (present == null) {
      present = fresh().tweet(edit.getTweetId());
    }
    if (present.isEmpty()) {
      return;
    }
    TweetCreated changed =
        present.get().toBuilder()
            .setText(edit.getText())
            .clearMentionedUserIds()
            .addAllMentionedUserIds(edit.getMentionedUserIdsList())
            .clearHashtags()
            .addAllHashtags(edit.getHashtagsList())
            .clearUrls()
            .addAllUrls(edit.getUrlsList())
            .build();
    put(changed, documents.counts(edit.getTweetId()));
  }

  public void deleteTweet(long id) throws IOException {
    tweets.put(id, Optional.empty());
    writer.deleteDocuments(Fields.tweet(id));
  }

  /** Sets the counts of a tweet, if it is here. */
  public void setCounts(long id, Counts counts) throws IOException {
    writer.updateDocValues(Fields.tweet(id), TweetDocs.fields(counts));
  }

  /** A person, unless the account is gone. */
  public void put(ProfileUpdated user, long followers) throws IOException {
    if (!isGone(user.getUserId())) {
      users.put(user.getUserId(), true);
      writer.updateDocument(Fields.user(user.getUserId()), UserDocs.of(user, followers));
    }
  }

  /** The same with the followers that they have here. */
  public void put(ProfileUpdated user) throws IOException {
    put(user, fresh().followers(user.getUserId()));
  }

  /** A person that is not here yet. */
  public void putIfNew(ProfileUpdated user) throws IOException {
    long id = user.getUserId();
    boolean known = users.containsKey(id) || fresh().hasUser(id);
    if (!known) {
      put(user, 0);
    }
  }

  public void setFollowers(long user, long followers) throws IOException {
    writer.updateDocValues(
        Fields.user(user), new NumericDocValuesField(Fields.FOLLOWERS, followers));
  }

  /** Somebody's account ends, with all that is theirs. */
  public void deleteUser(long id) throws IOException {
    gone.add(id);
    tweets.replaceAll(
        (tweet, source) ->
            source.isPresent() && source.get().getAuthorId() == id ? Optional.empty() : source);
    writer.deleteDocuments(LongField.newExactQuery(Fields.AUTHOR, id));
    writer.deleteDocuments(Fields.user(id));
    writer.updateDocument(Fields.gone(id), UserDocs.gone(id));
  }

  /** Hides somebody with all that is theirs, or shows it again; the later version holds. */
  public void ban(long user, long version, boolean banned) throws IOException {
    Long known = banVersions.get(user);
    if (known == null) {
      known = fresh().banVersion(user);
    }
    if (version > known) {
      banVersions.put(user, version);
      writer.updateDocument(Fields.ban(user), UserDocs.ban(user, version, banned));
      bans.hide(user, banned);
    }
  }

  private boolean isGone(long user) {
    return gone.contains(user) || fresh().isGone(user);
  }

  private Documents fresh() {
    if (!freshEnough) {
      documents.refresh();
      freshEnough = true;
    }
    return documents;
  }
}
