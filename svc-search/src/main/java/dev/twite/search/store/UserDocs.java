package dev.twite.search.store;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.twite.proto.events.v1.ProfileUpdated;
import dev.twite.search.text.TextAnalyzer;
import dev.twite.search.text.TextForm;
import java.io.UncheckedIOException;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.util.BytesRef;

/** People as documents, and the marks of those who are gone. */
final class UserDocs {
  private UserDocs() {}

  static Document of(ProfileUpdated told, long followers) {
    ProfileUpdated user = told.toBuilder().clearAvatarMediaId().clearBannerMediaId().build();
    Document doc = new Document();
    doc.add(new StringField(Fields.KEY, Fields.user(user.getUserId()).text(), Store.NO));
    doc.add(new LongField(Fields.USER, user.getUserId(), Store.NO));
    doc.add(new StringField(Fields.HANDLE, TextForm.handle(user.getHandle()), Store.NO));
    doc.add(new TextField(Fields.NAME, TextAnalyzer.form(user.getName()), Store.NO));
    doc.add(new TextField(Fields.BIO, TextAnalyzer.form(user.getBio()), Store.NO));
    doc.add(new NumericDocValuesField(Fields.FOLLOWERS, followers));
    doc.add(new StoredField(Fields.SOURCE, user.toByteArray()));
    return doc;
  }

  /** Keeps late news of a deleted account from bringing it back. */
  static Document gone(long user) {
    Document doc = new Document();
    doc.add(new StringField(Fields.KEY, Fields.gone(user).text(), Store.NO));
    return doc;
  }

  /** The last word about an account's ban; one that was lifted keeps an older word out. */
  static Document ban(long user, long version, boolean banned) {
    Document doc = new Document();
    doc.add(new StringField(Fields.KEY, Fields.ban(user).text(), Store.NO));
    doc.add(new NumericDocValuesField(Fields.BAN_VERSION, version));
    if (banned) {
      doc.add(new LongField(Fields.BANNED, user, Store.NO));
    }
    return doc;
  }

  static ProfileUpdated source(BytesRef bytes) {
    try {
      return ProfileUpdated.parser().parseFrom(bytes.bytes, bytes.offset, bytes.length);
    } catch (InvalidProtocolBufferException broken) {
      throw new UncheckedIOException("A document's source is broken", broken);
    }
  }
}
