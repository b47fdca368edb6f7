package dev.twite.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows the messages to a person on this machine: a list, and the text of each. */
final class MailPage implements HttpHandler {
  private static final int LISTED = 100;
  private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"']+");
  private static final Pattern OURS =
      Pattern.compile("(127\\.0\\.0\\.1|localhost)(:[0-9]{1,5})?", Pattern.CASE_INSENSITIVE);
  private static final Session SESSION = Session.getInstance(new Properties());

  private final MailFolder folder;

  MailPage(MailFolder folder) {
    this.folder = folder;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!isOurs(exchange.getRequestHeaders().getFirst("Host"))) {
        exchange.sendResponseHeaders(403, -1);
        return;
      }
      String path = exchange.getRequestURI().getPath();
      Optional<String> page = path.equals("/") ? Optional.of(list()) : message(path.substring(1));
      byte[] body = page.orElse(frame("Not here", "<p>No such message.</p>")).getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      // Nothing of a mail ever runs or is loaded.
      exchange
          .getResponseHeaders()
          .set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
      exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
      exchange.sendResponseHeaders(page.isPresent() ? 200 : 404, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  // A name of somebody's that leads here (DNS rebinding) would let their page read the mail.
  private static boolean isOurs(String host) {
    return host != null && OURS.matcher(host).matches();
  }

  private String list() throws IOException {
    StringBuilder rows = new StringBuilder("<table>");
    List<String> names = folder.names();
    for (String name : names.subList(0, Math.min(LISTED, names.size()))) {
      Optional<byte[]> bytes = folder.read(name);
      if (bytes.isPresent()) {
        MimeMessage message = parse(bytes.get());
        rows.append("<tr><td><a href=\"/").append(name).append("\">");
        rows.append(escape(header(message, "Subject"))).append("</a><td>");
        rows.append(escape(header(message, "To"))).append("<td>");
        rows.append(escape(header(message, "Date")));
      }
    }
    return frame("Mail that Twite sent", rows.append("</table>").toString());
  }

  private Optional<String> message(String name) throws IOException {
    Optional<byte[]> bytes = folder.read(name);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    MimeMessage message = parse(bytes.get());
    StringBuilder body = new StringBuilder("<p>");
    for (String shown : List.of("From", "To", "Date", "List-Unsubscribe")) {
      String value = header(message, shown);
      if (!value.isEmpty()) {
        body.append(shown).append(": ").append(escape(value)).append("<br>");
      }
    }
    body.append("</p><pre>").append(linked(escape(text(message)))).append("</pre>");
    return Optional.of(frame(header(message, "Subject"), body.toString()));
  }

  private static MimeMessage parse(byte[] bytes) {
    try {
      return new MimeMessage(SESSION, new ByteArrayInputStream(bytes));
    } catch (MessagingException e) {
      return new MimeMessage(SESSION);
    }
  }

  private static String header(MimeMessage message, String name) {
    try {
      String value = message.getHeader(name, ", ");
      return value == null
          ? ""
          : jakarta.mail.internet.MimeUtility.decodeText(
              jakarta.mail.internet.MimeUtility.unfold(value));
    } catch (MessagingException | IOException e) {
      return "(unreadable)";
    }
  }

  /** The plain text in a message. */
  private static String text(Part part) throws IOException {
    try {
      Object content = part.getContent();
      return content instanceof Multipart parts && parts.getCount() > 0
          ? text(parts.getBodyPart(0))
          : String.valueOf(content);
    } catch (MessagingException e) {
      return "(unreadable)";
    }
  }

  private static String linked(String escaped) {
    return LINK.matcher(escaped)
        .replaceAll(
            link ->
                Matcher.quoteReplacement(
                    "<a rel=\"noreferrer\" href=\""
                        + link.group()
                        + "\">"
                        + link.group()
                        + "</a>"));
  }

  private static String frame(String title, String body) {
    return """
        <!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>%1$s</title>
        <style>body{font:16px sans-serif;max-width:60em;margin:2em auto;padding:0 1em}
        pre{white-space:pre-wrap}td{padding:.2em 1em .2em 0}</style>
        <p><a href="/">All messages</a></p><h1>%1$s</h1>
        """
            .formatted(escape(title))
        + body;
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
