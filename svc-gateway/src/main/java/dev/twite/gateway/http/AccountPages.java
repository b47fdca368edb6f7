package dev.twite.gateway.http;

import com.google.common.io.Resources;
import dev.twite.common.boot.Component;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.http.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The pages that links in mails lead to. Opening one changes nothing, since mail scanners open
 * links too; its button does. They are files as they are: a one-time token is in the address's
 * fragment, which only the page's script reads. That of an unsubscribe link is in the query, as RFC
 * 8058 needs it; it is no secret of worth, and its form sends it back. They may load nothing but
 * their own script and style, and be framed by nobody.
 */
public final class AccountPages implements Component {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
  private static final Map<String, String> TYPES =
      Map.of(
          "verify-email.html", "text/html; charset=utf-8",
          "reset-password.html", "text/html; charset=utf-8",
          "unsubscribe.html", "text/html; charset=utf-8",
          "unsubscribed.html", "text/html; charset=utf-8",
          "account.js", "text/javascript; charset=utf-8",
          "account.css", "text/css; charset=utf-8");

  private final Map<String, byte[]> files = new HashMap<>();

  @Inject
  AccountPages() {}

  @Override
  public void start() throws IOException {
    for (String name : TYPES.keySet()) {
      files.put(name, Resources.toByteArray(Resources.getResource("account/" + name)));
    }
  }

  @Override
  public void stop() {}

  /** A page: never kept, since its address may hold a token, and told to no other site. */
  Response page(String name) {
    return file(name)
        .withHeader("Content-Security-Policy", POLICY)
        .withHeader("Cache-Control", "no-store")
        .withHeader("Referrer-Policy", "no-referrer");
  }

  /**
   * A part of the pages.
   *
   * @throws TwiteException NOT_FOUND for any other than those listed
   */
  Response asset(String name) {
    if (name.endsWith(".html")) {
      throw TwiteException.of(ErrorCode.NOT_FOUND);
    }
    return file(name).withHeader("Cache-Control", "public, max-age=3600");
  }

  private Response file(String name) {
    byte[] bytes = files.get(name);
    if (bytes == null) {
      throw TwiteException.of(ErrorCode.NOT_FOUND);
    }
    return Response.bytes(TYPES.get(name), bytes);
  }
}
