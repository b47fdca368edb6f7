package dev.twite.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.testing.Eventually;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What somebody finds in the mail sink of {@code make run}. */
final class MailboxOf {
  private static final Session SESSION = Session.getInstance(new Properties());
  private static final Pattern TOKEN = Pattern.compile("[?#]token=([^\\s&]+)");

  private final Path folder;
  private final String address;

  /** A mail, as far as tests look. */
  record Letter(String subject, String messageId, String text) {
    /** The one-time token of the link in it. */
    String token() {
      Matcher link = TOKEN.matcher(text);
      assertThat(link.find()).as("a link with a token").isTrue();
      return link.group(1);
    }
  }

  /**
   * @param dataDir of the launcher
   */
  MailboxOf(Path dataDir, String address) {
    this.folder = dataDir.resolve("mail");
    this.address = address;
  }

  /** The latest mail of which the subject starts so, once it is there. */
  Letter await(String subject) {
    AtomicReference<Letter> found = new AtomicReference<>();
    Eventually.within(
        Duration.ofSeconds(90),
        () -> {
          Optional<Letter> latest =
              letters().stream()
                  .filter(letter -> letter.subject().startsWith(subject))
                  .reduce((earlier, later) -> later);
          assertThat(latest).as(subject).isPresent();
          found.set(latest.get());
        });
    return found.get();
  }

  /** Everything for that address, the first first. */
  List<Letter> letters() throws IOException {
    List<Letter> letters = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".eml")).sorted().toList()) {
        read(file).ifPresent(letters::add);
      }
    }
    return letters;
  }

  private Optional<Letter> read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MimeMessage message = new MimeMessage(SESSION, in);
      return address.isEmpty() || message.getHeader("To", "").equals(address)
          ? Optional.of(
              new Letter(
                  message.getSubject(),
                  message.getMessageID(),
                  (String) ((Multipart) message.getContent()).getBodyPart(0).getContent()))
          : Optional.empty();
    } catch (NoSuchFileException dropped) {
      return Optional.empty();
    } catch (MessagingException unreadable) {
      throw new AssertionError(unreadable);
    }
  }
}
