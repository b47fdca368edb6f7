package dev.twite.tweet.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EntitiesTest {
  @Test
  void offsetsAreCodePointsAndIncludeTheSign() {
    String text = "😀👨‍👩‍👧 @robin 🇨🇭 #Vögel https://example.com/ü 語";
    Entities entities = Entities.of(text);
    var mention = entities.mentions().getFirst();
    assertThat(cut(text, mention.getStart(), mention.getEnd())).isEqualTo("@robin");
    assertThat(mention.getStart()).isEqualTo(7);
    var hashtag = entities.hashtags().getFirst();
    assertThat(cut(text, hashtag.getStart(), hashtag.getEnd())).isEqualTo("#Vögel");
    assertThat(hashtag.getTag()).isEqualTo("Vögel");
    var url = entities.urls().getFirst();
    assertThat(cut(text, url.getStart(), url.getEnd())).isEqualTo("https://example.com/ü");
  }

  @Test
  void ofAListOnlyTheUserIsMentioned() {
    String text = "see @robin/birds";
    var mention = Entities.of(text).mentions().getFirst();
    assertThat(mention.getHandle()).isEqualTo("robin");
    assertThat(cut(text, mention.getStart(), mention.getEnd())).isEqualTo("@robin");
  }

  @Test
  void whatIsInsideAUrlOrAnAddressIsNoEntityOfItsOwn() {
    Entities entities = Entities.of("https://example.com/#tag me@example.com $CASH #1");
    assertThat(entities.hashtags()).isEmpty();
    assertThat(entities.mentions()).isEmpty();
    assertThat(entities.urls().getFirst().getUrl()).isEqualTo("https://example.com/#tag");
  }

  @Test
  void tagsAreLookedUpWithoutCaseAndOnce() {
    Entities entities = Entities.of("#Birds #BIRDS #ÜBER #u\u0308ber");
    assertThat(Entities.tagKeys(entities.hashtags())).isEqualTo(List.of("birds", "über"));
  }

  private static String cut(String text, int start, int end) {
    return text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end));
  }
}
