package dev.twite.common.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskerTest {
  private static final String JWT =
      "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiI0MiJ9.c2lnbmF0dXJlLWhlcmUtMTIzNDU2Nzg5MA";
  private static final String OPAQUE = "Zm9vYmFyYmF6cXV4-Zm9vYmFyYmF6cXV4_Zm9vYmFyY";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mail to ada@example.org failed | mail to [e-mail] failed",
        "<ada.lovelace+x@sub.example.co.uk>, next | <[e-mail]>, next",
        "Key (email)=(ada@example.org) exists | Key (email)=([e-mail]) exists",
        "GET /v1/find?q=ada%40example.org | GET /v1/find?q=[e-mail]",
        "üser@exämple.org. | [e-mail].",
        "password=hunter2 and more | password=[secret] and more",
        "Login[user=ada, newPassword=x,y)z] | Login[user=ada, newPassword=[secret]",
        "{\"password\":\"hun ter2\",\"a\":1} | {\"password\":\"[secret]\",\"a\":1}",
        "{\"password\" : \"x\"} | {\"password\" : \"[secret]\"}",
        "password = x, a = 1 | password = [secret], a = 1",
        "{\\\"password\\\":\\\"x\\\\\\\"y\\\",\\\"a\\\":1} |"
            + " {\\\"password\\\":\\\"[secret]\\\",\\\"a\\\":1}",
        "{\"password\":\"ab\\\"cdef\",\"a\":1} | {\"password\":\"[secret]\",\"a\":1}",
        "{\"password\":\"ab\\\\\",\"a\":1} | {\"password\":\"[secret]\",\"a\":1}",
        "{\"token\":17,\"a\":1} | {\"token\":[secret],\"a\":1}",
        "TWITE_PG_PASSWORD: hunter2 | TWITE_PG_PASSWORD: [secret]",
        "refresh_token=abc&x=1 | refresh_token=[secret]&x=1",
        "Authorization: Bearer abc.def-123 | Authorization: [secret]",
        "authorization: Basic YWRhOmh1bnRlcg== end | authorization: [secret] end",
        "sent Bearer abcdef123456 on | sent Bearer [token] on",
        "redis://:hunter2@127.0.0.1:6379/1 | redis://[secret]@127.0.0.1:6379/1",
        "postgres://ada:hunter2@db/twite | postgres://[secret]@db/twite",
        "from 203.0.113.7 now | from [address] now",
        "/203.0.113.7:4711 | /[address]:4711",
        "from 2001:db8::17. | from [address].",
        "[2001:db8:1:2:3:4:5:6]:443 | [[address]]:443",
      })
  void secretsAndPersonalDataGo_S22(String text, String masked) {
    assertThat(Masker.mask(text)).isEqualTo(masked);
  }

  @Test
  void tokensGoWhateverStandsBeforeThem_S22() {
    assertThat(Masker.mask("kept " + JWT + " end")).isEqualTo("kept [token] end");
    assertThat(Masker.mask(OPAQUE)).isEqualTo("[token]");
    assertThat(Masker.mask("a " + OPAQUE + ", b ada@example.org, password=x"))
        .isEqualTo("a [token], b [e-mail], password=[secret]");
    assertThat(Masker.mask("ada@example.org bob@example.org")).isEqualTo("[e-mail] [e-mail]");
    assertThat(Masker.mask("password=ab'cd end")).isEqualTo("password=[secret] end");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "POST /v1/tweets 201 1234 µs",
        "twite.tweet.v1.TweetService/Create OK 812 µs",
        "12:34:56.789 Connection to 127.0.0.1:5432 refused; 10.0.0.7, ::1, fe80::1, fd00::2",
        "dev.twite.tweet.Foo@1a2b3c at Foo::bar, a :: b, x: y, 1.2.3, version 26.3",
        "id 0123456789abcdef0123456789abcdef-0123456789abcdef-00 and 7234567890123456789",
        "3 of 5 passwords, tokens: many; the token has expired",
        "{group-1}: TweetCreated 17 = 4 (see https://example.org/a?b=c@d)",
      })
  void otherTextsStayAsTheyAre(String text) {
    assertThat(Masker.mask(text)).isSameAs(text);
  }

  @Test
  void whatStandsUnderASecretNameIsSecret() {
    assertThat(Masker.maskNamed("client_secret", "anything")).isEqualTo("[secret]");
    assertThat(Masker.maskNamed("client_address", "203.0.113.7")).isEqualTo("203.0.113.7");
    assertThat(Masker.maskNamed("peer", "203.0.113.7")).isEqualTo("[address]");
  }

  @Test
  @SuppressWarnings("ReferenceEquality")
  void aLineWithNothingToHideCostsNoMemory() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    String line = "POST /v1/tweets 201 1234 µs; group: TweetCreated 7234567890123456789 at 1.5 s";
    long id = Thread.currentThread().threadId();
    int same = 0;
    long before = threads.getThreadAllocatedBytes(id);
    for (int i = 0; i < 10_000; i++) {
      same += Masker.mask(line) == line ? 1 : 0;
    }
    long bytes = threads.getThreadAllocatedBytes(id) - before;
    assertThat(same).isEqualTo(10_000);
    // The masker itself, where the compiler has not done away with it yet.
    assertThat(bytes / 10_000).isLessThanOrEqualTo(64);
  }
}
