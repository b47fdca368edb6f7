package dev.twite.search.store;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.twite.proto.events.v1.TweetCreated;
import dev.twite.proto.tweet.v1.Visibility;
import dev.twite.search.text.LanguageGuess;
import dev.twite.search.text.TextAnalyzer;
import java.io.UncheckedIOException;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.util.BytesRef;

/** Tweets as documents. */
final class TweetDocs {
  private TweetDocs() {}

  static Document of(TweetCreated told, Counts counts) {
    TweetCreated tweet = kept(told);
    Document doc = new Document();
    doc.add(new StringField(Fields.KEY, Fields.tweet(tweet.getTweetId()).text(), Store.NO));
    doc.add(new LongField(Fields.TWEET, tweet.getTweetId(), Store.NO));
    doc.add(new LongField(Fields.AUTHOR, tweet.getAuthorId(), Store.NO));
    doc.add(new LongField(Fields.CREATED, tweet.getCreatedAtMs(), Store.NO));
    String text = TextAnalyzer.form(tweet.getText());
    doc.add(new TextField(Fields.TEXT, text, Store.NO));
    doc.add(new TextField(Fields.STEMS, text, Store.NO));
    word(doc, Fields.LANG, LanguageGuess.of(tweet.getText()));
    boolean isPublic = tweet.getVisibility() == Visibility.VISIBILITY_PUBLIC_VALUE;
    if (isPublic) {
      word(doc, Fields.PUBLIC, "1");
    }
    for (String tag : tweet.getHashtagsList()) {
      word(doc, Fields.TAG, tag);
      if (isPublic) {
        doc.add(new KeywordField(Fields.PUBLIC_TAG, tag, Store.NO));
      }
    }
    for (long user : tweet.getMentionedUserIdsList()) {
      word(doc, Fields.MENTION, Long.toString(user));
    }
    if (tweet.getReplyToAuthorId() != 0) {
      word(doc, Fields.TO, Long.toString(tweet.getReplyToAuthorId()));
    }
    if (tweet.getMediaIdsCount() > 0) {
      word(doc, Fields.HAS, "media");
    }
    if (tweet.getUrlsCount() > 0) {
      word(doc, Fields.HAS, "links");
    }
    for (Field count : fields(counts)) {
      doc.add(count);
    }
    doc.add(new StoredField(Fields.SOURCE, tweet.toByteArray()));
    return doc;
  }

  static Field[] fields(Counts counts) {
    return new Field[] {
      new NumericDocValuesField(Fields.LIKES, counts.likes()),
      new NumericDocValuesField(Fields.RETWEETS, counts.retweets()),
      new NumericDocValuesField(Fields.REPLIES, counts.replies()),
      new NumericDocValuesField(Fields.QUOTES, counts.quotes())
    };
  }

  static TweetCreated source(BytesRef bytes) {
    try {
      return TweetCreated.parser().parseFrom(bytes.bytes, bytes.offset, bytes.length);
    } catch (InvalidProtocolBufferException broken) {
      throw new UncheckedIOException("A document's source is broken", broken);
    }
  }

  /** What a document needs: the same whether an event or a scan brought it. */
  private static TweetCreated kept(TweetCreated told) {
    return TweetCreated.newBuilder()
        .setTweetId(told.getTweetId())
        .setAuthorId(told.getAuthorId())
        .setText(told.getText())
        .setReplyToAuthorId(told.getReplyToAuthorId())
        .addAllMentionedUserIds(told.getMentionedUserIdsList())
        .addAllHashtags(told.getHashtagsList())
        .addAllUrls(told.getUrlsList())
        .addAllMediaIds(told.getMediaIdsList())
        .setVisibility(told.getVisibility())
        .setCreatedAtMs(told.getCreatedAtMs())
        .build();
  }

  private static void word(Document doc, String field, String value) {
    doc.add(new StringField(field, value, Store.NO));
  }
}
