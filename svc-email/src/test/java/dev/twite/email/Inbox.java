package dev.twite.email;

import dev.twite.common.testing.Eventually;
import dev.twite.embedded.MailSinkServer;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;

/** What has arrived in a mail sink. */
final class Inbox {
  private static final Session SESSION = Session.getInstance(new Properties());

  private final MailSinkServer sink;

  Inbox(MailSinkServer sink) {
    this.sink = sink;
  }

  /** A mail as it came. */
  record Received(MimeMessage message, String raw) {
    String header(String name) {
      try {
        String value = message.getHeader(name, ", ");
        return value == null ? "" : jakarta.mail.internet.MimeUtility.unfold(value);
      } catch (MessagingException e) {
        throw new AssertionError(e);
      }
    }

    String subject() {
      try {
        return message.getSubject();
      } catch (MessagingException e) {
        throw new AssertionError(e);
      }
    }

    String text() {
      return part(0);
    }

    String html() {
      return part(1);
    }

    private String part(int index) {
      try {
        return (String) ((Multipart) message.getContent()).getBodyPart(index).getContent();
      } catch (MessagingException | IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** Everything, the first first. */
  List<Received> all() {
    List<Received> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(sink.folder())) {
      for (Path file : files.filter(one -> one.toString().endsWith(".eml")).sorted().toList()) {
        try {
          byte[] bytes = Files.readAllBytes(file);
          all.add(
              new Received(
                  new MimeMessage(SESSION, new ByteArrayInputStream(bytes)),
                  new String(bytes, java.nio.charset.StandardCharsets.UTF_8)));
        } catch (NoSuchFileException dropped) {
          Assertions.assertThat(dropped).isNotNull();
        }
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MessagingException e) {
      throw new AssertionError(e);
    }
  }

  /** What came for somebody. */
  List<Received> of(String handle) {
    return all().stream().filter(one -> one.header("To").equals(handle + "@example.org")).toList();
  }

  /** The one mail that somebody has, when it is there. */
  Received only(String handle) {
    AtomicReference<Received> found = new AtomicReference<>();
    Eventually.within(
        // After some failures the next attempt is a while off.
        Duration.ofMinutes(2),
        () -> {
          List<Received> all = of(handle);
          Assertions.assertThat(all).hasSize(1);
          found.set(all.getFirst());
        });
    return found.get();
  }
}
